package dev.sluice.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Order;

/** TLS on the balancer, with one address and name after name. */
class Option2B13Test extends TwoAddressCase {

    @Override
    Deployment deployment() {
        return Deployment.of("2.B.1.3").secure()
                .host("push.mycompany.com", Deployment.LB)
                .host("push1.mycompany.com", Deployment.LB)
                .host("push2.mycompany.com", Deployment.LB)
                .sockets("HTTP Server S", "HTTP Server CR")
                .links("push1.mycompany.com", "push2.mycompany.com")
                .balancerCertificate("wildcard_push.pem", "*.mycompany.com");
    }

    @Step
    @Order(10)
    void balancerDecryptsAndTellsNodesApart() {
        List<HaProxy.Line> lines = bed().balancer().lines();
        assertThat(lines).filteredOn(line -> line.backend().equals("nodes"))
                .allMatch(line -> line.path().endsWith("/create_session.txt") || line.status() == 101);
        for (String number : List.of("1", "2")) {
            assertThat(lines).filteredOn(line -> line.backend().equals("node" + number)).isNotEmpty()
                    .allMatch(line -> line.vip().equals("200.0.0.10") && line.host().equals("push" + number + ".mycompany.com"));
            assertThat(bed().node(Integer.parseInt(number)).log(line -> line.contains("Listening on")))
                    .allMatch(line -> line.contains("(http,"));
        }
    }

    @Step
    @Order(11)
    void certificatesFitTheNamesClientsAskFor() {
        Certificates.shownAt(bed(), "https://push.mycompany.com", "*.mycompany.com");
        Certificates.shownAt(bed(), "https://push1.mycompany.com", "*.mycompany.com");
        Certificates.shownAt(bed(), "https://push2.mycompany.com", "*.mycompany.com");
    }

    @Step
    @Order(12)
    void nodeSeesTheClientsAddress() {
        assertThat(everybody().members()).allMatch(member -> member.client().address()
                .equals(member.generation() == 9 ? "200.0.0.102" : "200.0.0.101"));
    }
}
