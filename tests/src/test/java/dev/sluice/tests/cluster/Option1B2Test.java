package dev.sluice.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Order;

/** Creation through the balancer, everything else at the nodes themselves. */
class Option1B2Test extends PublicNodesCase {

    Option1B2Test() {
        super("1.B.2");
    }

    /** Creation over HTTP is all that needs the balancer; WebSockets open at the nodes. */
    @Step
    @Order(12)
    void balancerWithoutWebSocketDoesNotMatter() throws IOException {
        try (TestBed dull = TestBed.start(deployment(), "-dull", text ->
                text.replace("    option forwardfor\n", "    option forwardfor\n    http-request del-header Upgrade\n"))) {
            Crowd crowd = Crowd.named("dull");
            for (String transport : new String[] {null, "WS-STREAMING", "WS-POLLING"}) {
                crowd.add(dull, 4, transport);
            }
            crowd.add(dull, 5, "WS-POLLING");
            crowd.add(dull, 9, "WS-POLLING");
            crowd.awaitConnected();
            crowd.awaitMoreUpdates(20);
            for (Crowd.Member member : crowd.members()) {
                ClusterClient client = member.client();
                assertThat(client.status()).as(client.toString())
                        .isEqualTo("CONNECTED:" + (member.transport() == null ? "WS-STREAMING" : member.transport()));
                assertThat(client.sockets().stream().distinct().toList()).as(client.toString())
                        .isEqualTo(List.of(deployment().createSocket(), deployment().controlSocket()));
            }
            assertThat(dull.balancer().lines()).noneMatch(line -> line.status() == 101);
        }
    }
}
