package dev.sluice.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.kit.Await;
import dev.sluice.tests.kit.Behaviour;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Both nodes are replaced, one after the other, under 500 sessions. Run alone: {@code ./sluice test --only ReplacementGate}. */
@Isolated
class ReplacementGate {

    private static final int CLIENTS = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    /** As long as the files let a drain take. */
    private static final int LONGEST_WINDOW_SECONDS = 60;

    @Test
    @Behaviour(32)
    void withControlLinks() throws IOException {
        replaceBoth(Options.named("1.B.1").asShipped());
    }

    @Test
    @Behaviour(32)
    void withCookies() throws IOException {
        replaceBoth(Options.named("1.A.2").asShipped());
    }

    private static void replaceBoth(Deployment deployment) throws IOException {
        try (TestBed bed = TestBed.start(deployment)) {
            bed.tick("state", 1_000, 0);
            Multitude multitude = Multitude.connect(bed, CLIENTS);
            for (ClusterNode node : bed.nodes()) {
                replace(bed, multitude, node);
            }
            bed.tick("state", 0, 0);
            long fed = bed.fed("state");
            Await.until(PATIENCE, () -> "state " + fed + " at all; " + multitude,
                    () -> multitude.all().allMatch(client -> client.connected() && client.last("state") == fed));
            assertThat(multitude.errors()).isZero();
            assertThat(refusals(bed)).as("refused creations").allMatch(line -> line.contains(": 5 "));
            bed.nodes().forEach(node -> assertThat(node.log(line -> line.contains("(rule "))).as("requests answered by 20, 21 or 11")
                    .isEmpty());
            assertThat(bed.balancer().connectionErrors()).isZero();
        }
    }

    private static void replace(TestBed bed, Multitude multitude, ClusterNode node) throws IOException {
        int sessions = multitude.on(node).size();
        int mark = node.logSize();
        node.terminate();
        assertThat(node.awaitExit()).as(node.logTail()).isZero();
        Timeline ends = Timeline.of(node.logSince(mark), " closed: drained");
        double rate = node.logSince(mark).stream().filter(line -> line.contains("Drain ends "))
                .map(line -> Double.parseDouble(line.replaceAll(".*Drain ends \\d+ sessions, ([0-9.]+) per second.*", "$1")))
                .findFirst().orElseThrow(() -> new AssertionError(node.logTail()));
        assertThat(ends.size()).isGreaterThanOrEqualTo(sessions);
        for (int seconds = 1; seconds <= LONGEST_WINDOW_SECONDS; seconds++) {
            assertThat(ends.most(seconds)).as(seconds + " s at " + rate + "/s").isLessThanOrEqualTo((int) (rate * seconds) + 1);
        }
        Await.until(PATIENCE, multitude::toString, () -> multitude.all().allMatch(ClusterClient::connected));
        node.start();
        bed.balancer().awaitServer("nodes", node.host(), "UP");
        Figures.write(bed, "node " + node.number() + " had " + sessions + " sessions; " + ends.size() + " ended with code 48 at "
                + rate + " per second, at most " + ends.most(1) + " in a second; " + multitude.errors()
                + " errors told to applications");
    }

    private static List<String> refusals(TestBed bed) {
        List<String> lines = new ArrayList<>();
        bed.nodes().forEach(node -> lines.addAll(node.log(line -> line.contains("Session refused to"))));
        return lines;
    }
}
