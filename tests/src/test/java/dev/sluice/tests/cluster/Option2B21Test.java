package dev.sluice.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Order;

/** TLS on the nodes with a certificate for each name; everything through a balancer of bytes with three addresses. */
class Option2B21Test extends TwoAddressCase {

    @Override
    Deployment deployment() {
        return Deployment.of("2.B.2.1").secure()
                .host("push.mycompany.com", Deployment.LB)
                .host("push1.mycompany.com", "200.0.0.1")
                .host("push2.mycompany.com", "200.0.0.2")
                .sockets("HTTPS Server S", "HTTPS Server CR")
                .links("push1.mycompany.com", "push2.mycompany.com")
                .keystore("push", "push.mycompany.com")
                .keystore(1, "push1", "push1.mycompany.com")
                .keystore(2, "push2", "push2.mycompany.com");
    }

    @Step
    @Order(10)
    void balancerTellsNodesApartByTheAddressClientsComeTo() {
        List<HaProxy.Line> lines = bed().balancer().lines();
        assertThat(lines).filteredOn(line -> line.vip().equals("200.0.0.10")).allMatch(line -> line.backend().equals("nodes"));
        for (String number : List.of("1", "2")) {
            assertThat(lines).filteredOn(line -> line.vip().equals("200.0.0." + number)).isNotEmpty()
                    .allMatch(line -> line.server().equals("n" + number));
        }
    }

    @Step
    @Order(11)
    void certificatesFitTheNamesClientsAskFor() {
        Certificates.shownAt(bed(), "https://push.mycompany.com", "push.mycompany.com");
        Certificates.shownAt(bed(), "https://push1.mycompany.com", "push1.mycompany.com");
        Certificates.shownAt(bed(), "https://push2.mycompany.com", "push2.mycompany.com");
    }
}
