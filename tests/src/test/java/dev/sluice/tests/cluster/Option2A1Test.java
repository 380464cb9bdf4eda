package dev.sluice.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Order;

/** TLS on the nodes; a balancer of bytes keeps a client on a node by its address. */
class Option2A1Test extends OptionCase {

    Option2A1Test() {
        super("2.A.1");
    }

    @Step
    @Order(10)
    void withProxyProtocolOnBothSidesNodeSeesTheClientsAddress() throws IOException {
        try (TestBed proxied = TestBed.start(deployment(), "-proxy", text -> text
                .replace("<proxy_protocol_enabled>N<", "<proxy_protocol_enabled>Y<")
                .replaceAll("(server n[12] \\S+)", "$1 send-proxy-v2 check-send-proxy"))) {
            ClusterClient client = proxied.java("c1").client("proxied");
            client.connect(deployment().url(), null);
            client.await("an address", () -> client.address() != null);
            assertThat(client.address()).isEqualTo("200.0.0.101");
        }
    }
}
