package dev.sluice.tests.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.clients.ClientEvent.Subscribed;
import dev.sluice.tests.kit.CuttingProxy;
import dev.sluice.tests.kit.NodeProcess;
import dev.sluice.tests.kit.ScriptControl;
import dev.sluice.tests.kit.SharedNode;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A broken connection costs no event, no double and no session, as long as the client is back in time. */
@ExtendWith(SharedNode.class)
@Execution(ExecutionMode.CONCURRENT)
class RecoveryTest {

    @EveryLastingClient
    void nothingIsLostWhenTheSocketIsCut(ClientCase its, NodeProcess node) throws Exception {
        String item = ClientCase.freshItem("distinct");
        try (ScriptControl script = node.script(); CuttingProxy proxy = CuttingProxy.to(node.port());
                TestClient client = its.connected(node, proxy.port())) {
            client.subscribe(Wanted.of("DISTINCT", item, "no", "n").atMost("unfiltered"));
            client.log().awaitSubscribed(item, 1);
            send(script, item, 1, 50);
            client.log().awaitUpdates(item, 1);
            proxy.refuse(true);
            proxy.cut();
            send(script, item, 51, 100);
            proxy.refuse(false);
            client.log().awaitUpdates(item, 100);
            its.awaitConnected(client);
            send(script, item, 101, 150);
            client.log().awaitUpdates(item, 150);

            assertEverythingOnce(client, item, 150);
        }
    }

    @EveryLastingClient
    void nothingIsLostUnderManyCutsInAStream(ClientCase its, NodeProcess node) throws Exception {
        String item = ClientCase.freshItem("distinct");
        try (ScriptControl script = node.script(); CuttingProxy proxy = CuttingProxy.to(node.port());
                TestClient client = its.connected(node, proxy.port())) {
            client.subscribe(Wanted.of("DISTINCT", item, "no", "n").atMost("unfiltered"));
            client.log().awaitSubscribed(item, 1);
            for (int round = 0; round < 4; round++) {
                send(script, item, round * 40 + 1, round * 40 + 30);
                if (its.transport() == Transport.HTTP_POLLING && its.partner().repeatsRequests()) {
                    client.log().awaitUpdates(item, round * 40 + 30);
                }
                proxy.cut();
                send(script, item, round * 40 + 31, round * 40 + 40);
                client.log().awaitUpdates(item, round * 40 + 40);
                // A client that is cut while it opens its forced transport gives that transport up, and with it everything.
                its.awaitConnected(client);
            }
            assertEverythingOnce(client, item, 160);
        }
    }

    @EveryLastingClient
    void stateOfMergeIsRightAfterACut(ClientCase its, NodeProcess node) throws Exception {
        String item = ClientCase.freshItem("merge");
        try (ScriptControl script = node.script(); CuttingProxy proxy = CuttingProxy.to(node.port());
                TestClient client = its.connected(node, proxy.port())) {
            client.subscribe(Wanted.of("MERGE", item, "yes", "a", "b", "c"));
            client.log().awaitSubscribed(item, 1);
            script.update(item, "a", "1", "b", "1", "c", "1");
            client.log().awaitUpdates(item, 1);
            proxy.refuse(true);
            proxy.cut();
            script.update(item, "a", "2");
            script.update(item, "b", null);
            script.update(item, "a", "3");
            proxy.refuse(false);
            client.log().await("the state of now", () -> {
                List<java.util.Map<String, String>> values = client.log().values(item);
                return values.get(values.size() - 1).equals(ScriptControl.fieldMap("a", "3", "b", null, "c", "1"));
            });

            assertThat(client.log().sessions()).isEqualTo(1);
        }
    }

    private static void send(ScriptControl script, String item, int from, int to) throws Exception {
        for (int n = from; n <= to; n++) {
            script.update(item, "n", Integer.toString(n));
        }
    }

    private static void assertEverythingOnce(TestClient client, String item, int count) {
        assertThat(client.log().values(item, "n"))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, count).mapToObj(Integer::toString).toList());
        assertThat(client.log().sessions()).isEqualTo(1);
        assertThat(client.log().all(Subscribed.class)).hasSize(1);
    }
}
