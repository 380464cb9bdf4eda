package dev.sluice.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;

/** TLS on the balancer, which keeps a client on a node by a cookie. */
class Option2A2Test extends OptionCase {

    @Override
    Deployment deployment() {
        return Deployment.of("2.A.2").secure()
                .host("push.mycompany.com", Deployment.LB)
                .sockets("HTTP Server", "HTTP Server")
                .balancerCertificate("push.pem", "push.mycompany.com")
                .cookies();
    }

    @Step
    @Order(10)
    void certificateIsTheBalancersAndNodesHaveNone() throws Exception {
        Certificates.shownAt(bed(), "https://push.mycompany.com", "push.mycompany.com");
        for (ClusterNode node : bed().nodes()) {
            try (Stream<Path> files = Files.list(node.configuration().getParent())) {
                assertThat(files).noneMatch(file -> file.toString().endsWith(".keystore"));
            }
            assertThat(node.log(line -> line.contains("Listening on"))).allMatch(line -> line.contains("(http,"));
        }
    }

    @Step
    @Order(11)
    void nodeSeesTheClientsAddressAndWebSocketsInTheClear() {
        assertThat(everybody().members()).allMatch(member -> member.client().address()
                .equals(member.generation() == 9 ? "200.0.0.102" : "200.0.0.101"));
        assertThat(bed().balancer().lines()).anyMatch(line -> line.status() == 101 && line.port() == 443);
    }
}
