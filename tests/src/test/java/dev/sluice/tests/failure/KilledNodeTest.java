package dev.sluice.tests.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.clients.ClientCase;
import dev.sluice.tests.clients.ClientEvent.ServerError;
import dev.sluice.tests.clients.Partner;
import dev.sluice.tests.clients.TestClient;
import dev.sluice.tests.clients.Transport;
import dev.sluice.tests.clients.Wanted;
import dev.sluice.tests.kit.NodeProcess;
import dev.sluice.tests.kit.RawStream;
import dev.sluice.tests.kit.ScriptControl;
import dev.sluice.tests.proof.Trap;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A node that dies without a word: the next one on the same port takes its clients. */
@Execution(ExecutionMode.CONCURRENT)
class KilledNodeTest {

    private static final int CLIENTS = 20;

    @Test
    void crowdOfClientsComesBackWithNewSessions() throws Exception {
        List<TestClient> clients = new ArrayList<>();
        Set<String> sessions = new HashSet<>();
        try (NodeProcess node = NodeProcess.start()) {
            for (int i = 0; i < CLIENTS; i++) {
                ClientCase its = new ClientCase(Partner.JAVA, Transport.values()[i % 4]);
                TestClient client = its.open(node);
                clients.add(client);
                client.connect(node.url(), "TEST", its.transport());
                client.subscribe(Wanted.of("MERGE", "shared", "no", "a"));
            }
            for (TestClient client : clients) {
                client.log().awaitSubscribed("shared", 1);
                sessions.add(client.log().sessionId());
            }
            node.kill();
            node.restart();
            try (ScriptControl script = node.script()) {
                for (TestClient client : clients) {
                    client.log().awaitSubscribed("shared", 2);
                    sessions.add(client.log().sessionId());
                }
                script.update("shared", "a", "1");
                for (TestClient client : clients) {
                    client.log().awaitUpdates("shared", 1);
                    assertThat(client.log().all(ServerError.class)).isEmpty();
                }
            }
            assertThat(sessions).hasSize(2 * CLIENTS);
        } finally {
            clients.forEach(TestClient::close);
        }
    }

    @Test
    @Trap("T26")
    void sessionOfTheDeadNodeIsUnknownToTheNextOne() throws Exception {
        try (NodeProcess node = NodeProcess.start()) {
            String old;
            try (RawStream stream = RawStream.open(node.port(), "TEST")) {
                old = stream.sessionId();
            }
            node.kill();
            node.restart();

            assertThat(RawStream.request(node.port(), "bind_session", "LS_session=" + old)).startsWith("CONERR,20,");
            assertThat(RawStream.request(node.port(), "control", "LS_reqId=1&LS_op=destroy&LS_session=" + old))
                    .startsWith("REQERR,1,20,");
        }
    }

    @Test
    void politeStopEndsTheProcessWithinItsTimeAndWithoutAnError() throws Exception {
        try (NodeProcess node = NodeProcess.start();
                TestClient client = new ClientCase(Partner.JAVA, Transport.WS_STREAMING).connected(node)) {
            assertThat(node.stop()).isZero();
            node.restart();
            client.log().await("a second session", () -> client.log().sessions() == 2);
        }
    }
}
