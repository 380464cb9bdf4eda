package dev.sluice.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.kit.Behaviour;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Order;

/** What every option shows in which the nodes also have a socket for creations and another for all the rest. */
abstract class TwoSocketCase extends TwoAddressCase {

    TwoSocketCase(String option) {
        super(option);
    }

    @Step
    @Order(15)
    @Behaviour(5)
    void creationAtAControlLinkIsRefused() {
        for (int number = 1; number <= 2; number++) {
            String url = deployment().url().replaceFirst("//.*", "//" + deployment().controlLink(number));
            assertThat(bed().request("c1", url, "create_session", SHORT_SESSION).path("body").asText()).startsWith("CONERR,70,");
        }
    }

    @Step
    @Order(90)
    @Behaviour(6)
    void whereCreationRefusesWebSocketItOpensAtTheControlLink() throws IOException {
        dismissEverybody();
        Crowd current = Crowd.named("refused");
        TestBed.undisturbed(() -> {
            for (ClusterNode node : bed().nodes()) {
                if (node.alive()) {
                    node.kill();
                }
                node.property("sluice.refuse_websocket_on_create_only", "Y");
                node.launch();
            }
            bed().nodes().forEach(ClusterNode::awaitReady);
            bed().nodes().forEach(node -> bed().balancer().awaitServer("nodes", node.host(), "UP"));
            for (int generation : new int[] {5, 9}) {
                current.add(bed(), generation, null);
                current.add(bed(), generation, "WS-STREAMING");
            }
            current.awaitConnected();
        });
        current.awaitMoreUpdates(20);
        for (Crowd.Member member : current.members()) {
            ClusterClient client = member.client();
            assertThat(client.status()).isEqualTo("CONNECTED:WS-STREAMING");
            assertThat(client.sockets().stream().distinct().toList()).as(client.toString())
                    .isEqualTo(List.of(deployment().createSocket(), deployment().controlSocket()));
            assertThat(client.faults()).as(client.toString()).isEmpty();
            assertThat(client.serverErrors()).as(client.toString()).isEmpty();
        }
        current.disconnect();
    }
}
