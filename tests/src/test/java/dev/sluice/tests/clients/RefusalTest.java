package dev.sluice.tests.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.clients.ClientEvent.ServerError;
import dev.sluice.tests.clients.ClientEvent.SubscriptionError;
import dev.sluice.tests.kit.NodeProcess;
import dev.sluice.tests.kit.SharedNode;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What a client asks for in vain is refused with the code its application expects. */
@ExtendWith(SharedNode.class)
@Execution(ExecutionMode.CONCURRENT)
class RefusalTest {

    @EveryClient
    void unknownAdapterSetEndsTheConnection(ClientCase its, NodeProcess node) throws Exception {
        try (TestClient client = its.open(node)) {
            client.connect(node.url(), "NO_SUCH_SET", its.transport());
            assertThat(client.log().awaitEvent(ServerError.class, error -> true).code()).isEqualTo(2);
            client.log().awaitStatus("DISCONNECTED");
        }
    }

    @EveryClient
    void unknownDataAdapterFailsTheSubscriptionOnly(ClientCase its, NodeProcess node) throws Exception {
        try (TestClient client = its.connected(node)) {
            client.subscribe(new Wanted("lost", "MERGE", List.of("item"), List.of("a"), "NO_SUCH_ADAPTER", "yes", null));
            assertThat(client.log().awaitEvent(SubscriptionError.class, error -> true).code()).isEqualTo(17);
            client.subscribe(Wanted.of("MERGE", ClientCase.freshItem("found"), "yes", "a").named("found"));
            client.log().awaitSubscribed("found", 1);
        }
    }

    @EveryClient
    void secondModeOfAnItemIsRefusedWhileTheFirstLasts(ClientCase its, NodeProcess node) throws Exception {
        String item = ClientCase.freshItem("taken");
        try (TestClient client = its.connected(node)) {
            client.subscribe(Wanted.of("MERGE", item, "no", "a").named("first"));
            client.log().awaitSubscribed("first", 1);
            client.subscribe(Wanted.of("DISTINCT", item, "no", "a").named("second"));
            client.subscribe(Wanted.of("RAW", item, null, "a").named("third"));
            client.log().awaitSubscribed("third", 1);

            SubscriptionError error = client.log().awaitEvent(SubscriptionError.class, event -> true);
            assertThat(error.subscription()).isEqualTo("second");
            assertThat(error.code()).isEqualTo(24);
        }
    }
}
