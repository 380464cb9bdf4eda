package dev.sluice.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Order;

/** What every option shows in which the nodes tell their sessions' control link. */
abstract class TwoAddressCase extends OptionCase {

    @Step
    @Order(90)
    void whereCreationRefusesWebSocketItOpensAtTheControlLink() throws IOException {
        everybody().disconnect();
        for (ClusterNode node : bed().nodes()) {
            if (node.alive()) {
                node.kill();
            }
            node.property("sluice.refuse_websocket_on_create_only", "Y");
            node.launch();
        }
        bed().nodes().forEach(ClusterNode::awaitReady);
        bed().nodes().forEach(node -> bed().balancer().awaitServer("nodes", node.host(), "UP"));
        Crowd current = Crowd.named("refused");
        for (int generation : new int[] {5, 9}) {
            current.add(bed(), generation, null);
            current.add(bed(), generation, "WS-STREAMING");
        }
        current.awaitConnected();
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
