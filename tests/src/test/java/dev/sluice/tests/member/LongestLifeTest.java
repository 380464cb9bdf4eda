package dev.sluice.tests.member;

import static dev.sluice.tests.member.Caller.CREATE;
import static dev.sluice.tests.member.Caller.POLL;
import static dev.sluice.tests.member.Caller.idOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.kit.Await;
import dev.sluice.tests.kit.Behaviour;
import dev.sluice.tests.kit.NodeProcess;
import dev.sluice.tests.kit.NodeSettings;
import dev.sluice.tests.member.Caller.Talk;
import dev.sluice.tests.proof.Setting;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code max_session_duration_minutes} at its shortest, a minute, less the part by which it is spread. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(180)
class LongestLifeTest {

    private static final Duration LIFE = Duration.ofMinutes(1);
    private static final Duration PATIENCE = LIFE.plus(Await.SOON);
    private static final int SPREAD_PERCENT = 20;
    private static final int CROWD = 12;
    private static final Duration SHORTEST = LIFE.multipliedBy(100 - SPREAD_PERCENT).dividedBy(100);

    @Test
    @Behaviour({27, 28})
    @Setting("max_session_duration_minutes")
    void sessionsOfEveryTransportEndWith48NotTogetherAndNoneBeforeItsTime() throws IOException {
        NodeSettings settings = new NodeSettings().set("max_session_duration_minutes", "1").set("session_timeout_millis", "120000")
                .set("sluice", "<duration_spread_percent>" + SPREAD_PERCENT + "</duration_spread_percent>");
        try (NodeProcess node = NodeProcess.start(settings)) {
            Caller caller = Caller.of(node.port());
            List<String> crowd = new ArrayList<>();
            for (int i = 0; i < CROWD; i++) {
                crowd.add(caller.session());
            }
            long begin = System.nanoTime();
            String unbound = caller.session();
            String polling = caller.session();
            String streaming = caller.session();
            String polled = polledOnAWebSocket(caller);
            try (Talk talk = caller.webSocket(); BufferedReader stream = caller.stream("bind_session", "LS_session=" + streaming)) {
                idOf(talk.send("create_session", CREATE).line());
                Await.until(PATIENCE, () -> "end of the poll session", () -> endsPolling(caller, polling));
                assertThat(Duration.ofNanos(System.nanoTime() - begin)).as("age, though it was bound again and again")
                        .isGreaterThanOrEqualTo(SHORTEST);
                assertThat(stream.lines().reduce((first, second) -> second).orElseThrow()).startsWith("END,48,");
                assertThat(talk.line("END,")).startsWith("END,48,");
                Await.until(PATIENCE, () -> "end of " + unbound, () -> caller.control(unbound).startsWith("REQERR,1,20,"));
                assertThat(caller.poll(unbound)).singleElement().asString().startsWith("CONERR,48,");
                Await.until(PATIENCE, () -> "end of " + polled, () -> caller.control(polled).startsWith("REQERR,1,20,"));
            }
            try (Talk later = caller.webSocket()) {
                assertThat(later.send("bind_session", "LS_session=" + polled + POLL).line()).startsWith("CONERR,48,");
            }
            Await.until(PATIENCE, () -> "the crowd gone", () -> crowd.stream().allMatch(session -> ended(node, session)));
            List<Duration> lives = lives(node, crowd);
            assertThat(lives.get(0).plusSeconds(1)).as("lines are written a little late").isGreaterThanOrEqualTo(SHORTEST);
            assertThat(lives.get(CROWD - 1).minus(lives.get(0))).as("between the shortest and the longest of " + lives)
                    .isGreaterThan(Duration.ofSeconds(2));
        }
    }

    private static String polledOnAWebSocket(Caller caller) throws IOException {
        try (Talk talk = caller.webSocket()) {
            String session = idOf(talk.send("create_session", CREATE + POLL).line());
            talk.line("LOOP,");
            return session;
        }
    }

    private static boolean endsPolling(Caller caller, String session) throws IOException {
        List<String> poll = caller.ask("bind_session", "LS_session=" + session + "&LS_polling=true&LS_polling_millis=0&LS_idle_millis=4000");
        String last = poll.get(poll.size() - 1);
        assertThat(last).matches("(LOOP|END,48|CONERR,48),.*");
        return !last.startsWith("LOOP,");
    }

    private static boolean ended(NodeProcess node, String session) {
        return node.log().stream().anyMatch(line -> line.contains("Session " + session + " ") && line.contains("closed: "));
    }

    /** How long sessions lived, by the node's log. */
    private static List<Duration> lives(NodeProcess node, List<String> sessions) {
        return sessions.stream().map(session -> Duration.between(time(node, session, " created for "), time(node, session, " closed: ")))
                .map(life -> life.isNegative() ? life.plusDays(1) : life).sorted().toList();
    }

    private static LocalTime time(NodeProcess node, String session, String event) {
        String line = node.log().stream().filter(l -> l.contains("Session " + session + " ") && l.contains(event)).findFirst().orElseThrow();
        return LocalTime.parse(line.substring(0, line.indexOf(' ')));
    }
}
