package dev.sluice.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Order;

/** TLS on the balancer, with an address and a certificate for each name. */
class Option2B23Test extends TwoAddressCase {

    @Override
    Deployment deployment() {
        return Deployment.of("2.B.2.3").secure()
                .host("push.mycompany.com", Deployment.LB)
                .host("push1.mycompany.com", "200.0.0.1")
                .host("push2.mycompany.com", "200.0.0.2")
                .sockets("HTTP Server S", "HTTP Server CR")
                .links("push1.mycompany.com", "push2.mycompany.com")
                .balancerCertificate("push.pem", "push.mycompany.com")
                .balancerCertificate("push1.pem", "push1.mycompany.com")
                .balancerCertificate("push2.pem", "push2.mycompany.com");
    }

    @Step
    @Order(10)
    void balancerDecryptsAndTellsNodesApart() {
        List<HaProxy.Line> lines = bed().balancer().lines();
        assertThat(lines).filteredOn(line -> line.backend().equals("nodes"))
                .allMatch(line -> line.path().endsWith("/create_session.txt") || line.status() == 101);
        for (String number : List.of("1", "2")) {
            assertThat(lines).filteredOn(line -> line.backend().equals("node" + number)).isNotEmpty()
                    .allMatch(line -> line.vip().equals("200.0.0." + number));
            assertThat(bed().node(Integer.parseInt(number)).log(line -> line.contains("Listening on")))
                    .allMatch(line -> line.contains("(http,"));
        }
    }

    @Step
    @Order(11)
    void certificatesFitTheNamesClientsAskFor() {
        Certificates.shownAt(bed(), "https://push.mycompany.com", "push.mycompany.com");
        Certificates.shownAt(bed(), "https://push1.mycompany.com", "push1.mycompany.com");
        Certificates.shownAt(bed(), "https://push2.mycompany.com", "push2.mycompany.com");
    }

    @Step
    @Order(12)
    void nodeSeesTheClientsAddress() {
        assertThat(everybody().members()).allMatch(member -> member.client().address()
                .equals(member.generation() == 9 ? "200.0.0.102" : "200.0.0.101"));
    }
}
