package dev.sluice.tests.member;

import static dev.sluice.tests.member.Caller.CREATE;
import static dev.sluice.tests.member.Caller.POLL;
import static dev.sluice.tests.member.Caller.idOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.kit.Behaviour;
import dev.sluice.tests.kit.NodeSettings;
import dev.sluice.tests.member.Caller.Talk;
import dev.sluice.tests.proof.Setting;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Limits on sessions: {@code prestarted_max_queue} and {@code max_sessions}. */
@Timeout(120)
class SessionLimitsTest {

    @Test
    @Behaviour({8, 9})
    @Setting("prestarted_max_queue")
    void sessionsThatNobodyBindsKeepNewOnesOutUntilOneIsBoundOrControlled() throws Exception {
        try (LoadedNode node = new LoadedNode(new NodeSettings().set("prestarted_max_queue", "3"));
                SteadySession steady = new SteadySession(node.general, node.script, "steady", null)) {
            String first = node.creating.session();
            String second = node.creating.session();
            node.creating.session();
            node.creating.session();
            node.awaitLog("Server overloaded: 4 sessions wait for their first bind or control, more than prestarted_max_queue=3");
            node.awaitLog("New accept pauses on \"S\"");
            node.assertRefused();
            assertThat(node.general.speaking("TLCP-2.1.0").ask("create_session", CREATE + POLL)).singleElement().asString()
                    .as("older clients do not know 5").startsWith("CONERR,9,");
            CompletableFuture<List<String>> atPausedSocket = node.assertPaused(node.creating);
            steady.assertServed();
            assertThat(node.controlling.poll(first).get(0)).as("a bind").startsWith("CONOK," + first);
            assertThat(atPausedSocket.get(40, TimeUnit.SECONDS).get(0)).startsWith("CONOK,");
            node.assertRefused();
            assertThat(node.controlling.control(second)).as("a control request").isEqualTo("REQOK,1");
            node.assertAdmitted(node.general);
        }
    }

    @Test
    @Behaviour(9)
    void sessionsThatAreNeverBoundStopCountingWhenTheirTimeIsOver() throws Exception {
        try (LoadedNode node = new LoadedNode(new NodeSettings().set("prestarted_max_queue", "0").set("session_timeout_millis", "500"))) {
            node.general.session();
            CompletableFuture<List<String>> patient = node.creation(node.general, "&LS_ttl_millis=unlimited");
            assertThat(patient.get(40, TimeUnit.SECONDS).get(0)).startsWith("CONOK,");
        }
    }

    @Test
    @Behaviour(9)
    void sessionsOnAWebSocketWaitForNoBind() throws Exception {
        try (LoadedNode node = new LoadedNode(new NodeSettings().set("prestarted_max_queue", "0"));
                Talk one = node.general.webSocket(); Talk two = node.general.webSocket()) {
            idOf(one.send("create_session", CREATE).line());
            idOf(two.send("create_session", CREATE).line());
        }
    }

    @Test
    @Setting("max_sessions")
    void mostSessionsAreCountedWhenTheyAreBound() throws Exception {
        try (LoadedNode node = new LoadedNode(new NodeSettings().set("max_sessions", "2"));
                SteadySession steady = new SteadySession(node.general, node.script, "steady", null)) {
            String early = node.general.session();
            String late = node.general.session();
            assertThat(node.general.poll(early).get(0)).startsWith("CONOK," + early);
            assertThat(node.general.ask("create_session", CREATE + POLL)).singleElement().asString().startsWith("CONERR,8,");
            assertThat(node.priority.ask("create_session", CREATE + POLL).get(0)).startsWith("CONERR,8,");
            assertThat(node.general.poll(late)).as("its first bind").singleElement().asString().startsWith("CONERR,8,");
            assertThat(node.general.control(late)).startsWith("REQERR,1,20,");
            try (Talk refused = node.general.webSocket()) {
                assertThat(refused.send("create_session", CREATE).line()).startsWith("CONERR,8,");
                assertThat(refused.line()).as("the connection is closed with the refusal").isEqualTo("(closed 1000)");
            }
            steady.assertServed();
            assertThat(node.general.ask("control", "LS_reqId=1&LS_op=destroy&LS_session=" + early).get(0)).isEqualTo("REQOK,1");
            node.assertAdmitted(node.general);
        }
    }
}
