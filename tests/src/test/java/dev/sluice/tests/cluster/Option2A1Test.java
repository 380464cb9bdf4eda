package dev.sluice.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Order;

/** TLS on the nodes; a balancer of bytes keeps a client on a node by its address. */
class Option2A1Test extends OptionCase {

    @Override
    Deployment deployment() {
        return Deployment.of("2.A.1").secure()
                .host("push.mycompany.com", Deployment.LB)
                .sockets("HTTPS Server", "HTTPS Server")
                .keystore("push", "push.mycompany.com")
                .byAddress();
    }

    @Step
    @Order(10)
    void certificateIsThatOfTheNodes() {
        Certificates.shownAt(bed(), "https://push.mycompany.com", "push.mycompany.com");
    }

    @Step
    @Order(11)
    void nodeSeesTheBalancersAddress() {
        assertThat(everybody().members()).allMatch(member -> "10.0.0.254".equals(member.client().address()));
    }

    @Step
    @Order(12)
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
