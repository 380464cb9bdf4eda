package dev.sluice.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.tests.kit.Await;
import dev.sluice.tests.kit.Behaviour;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * 2,000 sessions at once where creation is cheap and what follows is not, with {@code prestarted_max_queue} and without. Run alone:
 * {@code ./sluice test --only StormGate}. The plot is made from the nodes' own counters.
 */
@Isolated
class StormGate {

    private static final int SESSIONS = 2_000;
    private static final int CREATORS = 64;
    private static final int BINDERS = 4;
    private static final int BIND_PAUSE_MILLIS = 20;
    private static final int LIMIT = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    /** Without the limit sessions may go on expiring before their turn, so that there is no end to wait for. */
    private static final Duration OBSERVED = Duration.ofMinutes(1);
    private static final Duration SAMPLE = Duration.ofMillis(200);

    @Test
    @Behaviour({9, 35})
    void limitKeepsFewWaitingAndWithoutItTheyPileUp() throws IOException {
        Course limited = run("-limit", LIMIT, PATIENCE);
        assertThat(limited.firstUpdates).hasSize(SESSIONS);
        Course free = run("-nolimit", -1, OBSERVED);
        new Plot("Sessions that wait for their first bind", "sessions, both nodes")
                .line("limit 100", limited.prestarted).line("no limit", free.prestarted).write("storm-prestarted.svg");
        new Plot("Time from the first attempt to the first update", "ms")
                .line("limit 100", limited.firstUpdates).line("no limit", free.firstUpdates).write("storm-first-update.svg");
        assertThat(limited.peaks).allMatch(peak -> peak <= LIMIT + CREATORS);
        assertThat(limited.refused).isPositive();
        assertThat(free.peaks.stream().mapToLong(Long::longValue).max().orElseThrow()).isGreaterThan(500);
    }

    /** What one storm was like; points are milliseconds and a value. */
    private record Course(List<long[]> prestarted, List<long[]> firstUpdates, List<Long> peaks, long refused) {
    }

    private static Course run(String variant, int limit, Duration most) throws IOException {
        Deployment deployment = Options.named("2.B.1.4");
        try (TestBed bed = TestBed.start(deployment, variant, text ->
                text.replace("<prestarted_max_queue>1000<", "<prestarted_max_queue>" + limit + "<"))) {
            bed.tick("state", 1_000, 0);
            bed.java("c1").ask("storm", "host", "push.mycompany.com", "count", SESSIONS, "creators", CREATORS, "binders", BINDERS,
                    "pauseMillis", BIND_PAUSE_MILLIS);
            List<long[]> prestarted = new ArrayList<>();
            boolean all = Await.holdsWithin(most, () -> {
                JsonNode progress = bed.java("c1").ask("progress");
                prestarted.add(new long[] {progress.get("millis").asLong(),
                        sum(bed, node -> node.number(bed.hub(), "type=Resource", "CurrentPrestartedSessions"))});
                return progress.get("firstUpdates").size() == SESSIONS
                        || Await.holdsWithin(SAMPLE, () -> false);
            });
            JsonNode end = bed.java("c1").ask("progress");
            if (all) {
                Await.until("sessions of nodes: " + SESSIONS,
                        () -> sum(bed, node -> node.number(bed.hub(), "type=Resource", "CurrentSessions")) == SESSIONS);
            }
            List<Long> peaks = bed.nodes().stream()
                    .map(node -> node.number(bed.hub(), "type=Resource", "MaxPrestartedSessions")).toList();
            List<long[]> firstUpdates = new ArrayList<>();
            end.get("firstUpdates").forEach(each -> firstUpdates.add(new long[] {each.get(0).asLong(), each.get(1).asLong()}));
            long[] latencies = firstUpdates.stream().mapToLong(each -> each[1]).sorted().toArray();
            Figures.write(bed, "prestarted_max_queue " + limit + ": " + latencies.length + " of " + SESSIONS
                    + " sessions with an update after " + end.get("millis") + " ms; to the first update median "
                    + latencies[latencies.length / 2] + " ms, most " + latencies[latencies.length - 1] + " ms; at most " + peaks
                    + " prestarted on a node; " + end.get("refused") + " refused, " + end.get("expired") + " expired, "
                    + end.get("failed") + " failed attempts");
            return new Course(prestarted, firstUpdates, peaks, end.get("refused").asLong());
        }
    }

    private static long sum(TestBed bed, ToLongFunction<ClusterNode> what) {
        return bed.nodes().stream().mapToLong(what).sum();
    }
}
