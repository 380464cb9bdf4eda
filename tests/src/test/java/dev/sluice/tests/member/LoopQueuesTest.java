package dev.sluice.tests.member;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.kit.Await;
import dev.sluice.tests.kit.Behaviour;
import dev.sluice.tests.kit.NodeSettings;
import dev.sluice.tests.proof.Setting;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An event loop that does not come round, because an adapter blocks it: {@code accept_pool_max_queue}, {@code pump_pool_max_queue}. */
@Timeout(120)
class LoopQueuesTest {

    private static final int SESSIONS = 12;

    private final List<SteadySession> sessions = new ArrayList<>();
    private LoadedNode node;

    @AfterEach
    void stop() throws IOException {
        node.script.release();
        sessions.forEach(SteadySession::close);
        node.close();
    }

    private SteadySession session(String item, String selector) throws IOException {
        SteadySession session = new SteadySession(node.general.fresh(), node.script, item, selector);
        sessions.add(session);
        return session;
    }

    /** A session on this loop, or on another one. */
    private SteadySession session(String item, String selector, String loop, boolean there) throws IOException {
        SteadySession session = session(item, selector);
        while (node.loopOf(session.id()).equals(loop) != there) {
            session.close();
            session = session(item, selector);
        }
        return session;
    }

    @Test
    @Behaviour(8)
    @Setting("accept_pool_max_queue")
    void connectionsThatNoLoopTakesPauseTheSocketsForCreations() throws Exception {
        node = new LoadedNode(new NodeSettings().set("accept_pool_max_queue", "5"));
        SteadySession blocking = session("blocked", "gate:");
        SteadySession steady = session("steady", null, node.loopOf(blocking.id()), false);
        node.script.update("blocked", "n", "1");
        List<CompletableFuture<List<String>>> crowd = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            crowd.add(node.creation(node.general, ""));
        }
        node.awaitLog("tasks wait for the event loops (ACCEPT), more than accept_pool_max_queue=5");
        node.awaitLog("New accept pauses on \"S\"");
        CompletableFuture<List<String>> first = node.assertPaused(node.creating);
        CompletableFuture<List<String>> second = node.assertPaused(node.creating);
        steady.assertServed();
        node.script.release();
        node.awaitLog("New accept resumes on \"S\"");
        for (CompletableFuture<List<String>> one : crowd) {
            assertThat(one.get(40, TimeUnit.SECONDS).get(0)).as("none was refused").startsWith("CONOK,");
        }
        assertThat(first.get(40, TimeUnit.SECONDS).get(0)).startsWith("CONOK,");
        assertThat(second.get(40, TimeUnit.SECONDS).get(0)).startsWith("CONOK,");
        assertThat(blocking.talk().line("U,1,1,")).isEqualTo("U,1,1,1");
        assertThat(node.logged("Server overloaded")).isZero();
    }

    @Test
    @Behaviour(8)
    @Setting("pump_pool_max_queue")
    void sessionsThatWaitToBeWrittenToKeepNewOnesOut() throws Exception {
        node = new LoadedNode(new NodeSettings().set("pump_pool_max_queue", Integer.toString(SESSIONS - 2)));
        // listeners are offered an update in the reverse order of their subscription: all have something to write when this one blocks
        SteadySession blocking = session("crowded", "gate:");
        String loop = node.loopOf(blocking.id());
        for (int i = 1; i < SESSIONS; i++) {
            session("crowded", null, loop, true);
        }
        SteadySession first = session("crowded", null, loop, true);
        SteadySession steady = session("steady", null, loop, false);
        node.script.update("crowded", "n", "1");
        node.awaitLog("sessions wait to be written to (PUMP), more than pump_pool_max_queue=" + (SESSIONS - 2));
        node.awaitLog("New accept pauses on \"S\"");
        List<CompletableFuture<List<String>>> two = List.of(node.creation(node.general, ""), node.creation(node.general, ""));
        Await.until("one of two connections is on the loop that works, and hears 5",
                () -> two.stream().anyMatch(one -> one.isDone() && one.join().get(0).startsWith("CONERR,5,")));
        CompletableFuture<List<String>> atPausedSocket = node.assertPaused(node.creating);
        steady.assertServed();
        node.script.release();
        node.awaitLog("Server no longer overloaded: ");
        assertThat(atPausedSocket.get(40, TimeUnit.SECONDS).get(0)).startsWith("CONOK,");
        node.assertAdmitted(node.general);
        assertThat(first.talk().line("U,1,1,")).isEqualTo("U,1,1,1");
        assertThat(blocking.talk().line("U,1,1,")).isEqualTo("U,1,1,1");
    }
}
