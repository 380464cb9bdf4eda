package dev.sluice.tests.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.kit.Await;
import dev.sluice.tests.kit.Behaviour;
import dev.sluice.tests.kit.NodeProcess;
import dev.sluice.tests.kit.NodeSettings;
import dev.sluice.tests.kit.RawStream;
import dev.sluice.tests.kit.ScriptControl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A client that an overloaded node refuses asks once more, is held, and comes in when the load is gone. */
@Execution(ExecutionMode.CONCURRENT)
class OverloadTest {

    private static final String REFUSED = "Session refused to ";
    /** Long enough for hundreds of further attempts of a client that is not held. */
    private static final Duration A_WHILE = Duration.ofSeconds(4);

    private static long refusals(NodeProcess node) {
        return node.log().stream().filter(line -> line.contains(REFUSED)).count();
    }

    private static Stream<Partner> patientPartners() {
        return Partner.ofThisRun().filter(Partner::triesAgainUnderLoad);
    }

    @ParameterizedTest
    @MethodSource("patientPartners")
    @Behaviour(8)
    void refusedClientsAreHeldAtTheirSecondAttempt(Partner partner) throws Exception {
        List<TestClient> clients = new ArrayList<>();
        try (NodeProcess node = NodeProcess.start(new NodeSettings().set("server_pool_max_queue", "0"));
                ScriptControl script = node.script()) {
            CompletableFuture<String> slow = CompletableFuture.supplyAsync(() -> create(node));
            Await.until("a user check is in course", () -> script.messages("user held:1").size() == 1);
            Await.until("the node is overloaded", () -> node.log().stream().anyMatch(line -> line.contains("Server overloaded")));
            for (Transport transport : Transport.values()) {
                TestClient client = new ClientCase(partner, transport).open(node);
                clients.add(client);
                client.connect(node.url(), "TEST", transport);
            }
            Await.until("each is refused once", () -> refusals(node) >= clients.size());
            assertThat(Await.holdsWithin(A_WHILE, () -> refusals(node) > clients.size())).as("refused more than once").isFalse();
            script.answer("1");
            for (int i = 0; i < clients.size(); i++) {
                clients.get(i).log().awaitStatus(Transport.values()[i].connected());
            }
            assertThat(refusals(node)).isEqualTo(clients.size());
            assertThat(slow.get()).startsWith("CONOK,");
            for (Transport transport : Transport.values()) {
                ClientTable.shown(new ClientCase(partner, transport), getClass());
            }
        } finally {
            clients.forEach(TestClient::close);
        }
    }

    private static String create(NodeProcess node) {
        try {
            return RawStream.request(node.port(), "create_session", "LS_cid=test&LS_adapter_set=TEST&LS_user=held:1&LS_polling=true"
                    + "&LS_polling_millis=0&LS_idle_millis=0");
        } catch (java.io.IOException e) {
            return e.toString();
        }
    }
}
