package dev.sluice.tests.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.kit.Await;
import dev.sluice.tests.kit.NodeProcess;
import dev.sluice.tests.kit.ScriptControl;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** After a restart of the node every client opens a new session and subscribes again by itself. */
@Execution(ExecutionMode.CONCURRENT)
class NodeRestartTest {

    @ParameterizedTest
    @MethodSource("dev.sluice.tests.clients.Partner#ofThisRun")
    void clientsOfAKilledNodeFindTheNextOne(Partner partner) throws Exception {
        List<Transport> transports = Arrays.stream(Transport.values()).filter(partner::outlivesCuts).toList();
        List<TestClient> clients = new ArrayList<>();
        try (NodeProcess node = NodeProcess.start()) {
            try (ScriptControl script = node.script()) {
                script.stage("state", Map.of("a", "before"));
                for (Transport transport : transports) {
                    TestClient client = new ClientCase(partner, transport).connected(node);
                    clients.add(client);
                    client.subscribe(Wanted.of("MERGE", "state", "yes", "a"));
                    client.log().awaitUpdates("state", 1);
                }
            }
            node.kill();
            node.restart();
            try (ScriptControl script = node.script()) {
                for (int i = 0; i < clients.size(); i++) {
                    TestClient client = clients.get(i);
                    client.log().awaitSubscribed("state", 2);
                    client.log().awaitStatus(transports.get(i).connected());
                }
                Await.until("subscribe upstream", () -> script.calls("state").contains("subscribe"));
                script.update("state", "a", "after");
                for (TestClient client : clients) {
                    client.log().await("the new value", () -> client.log().values("state", "a").contains("after"));
                    assertThat(client.log().sessions()).isEqualTo(2);
                }
                transports.forEach(transport -> ClientTable.shown(new ClientCase(partner, transport), getClass()));
            }
        } finally {
            clients.forEach(TestClient::close);
        }
    }
}
