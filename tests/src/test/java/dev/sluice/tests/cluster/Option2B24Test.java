package dev.sluice.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Order;

/** Creation through a balancer that ends TLS, everything else by TLS at the nodes themselves, with a certificate for each name. */
class Option2B24Test extends TwoAddressCase {

    @Override
    Deployment deployment() {
        return Deployment.of("2.B.2.4").secure()
                .host("push.mycompany.com", Deployment.LB)
                .host("push1.mycompany.com", "200.0.0.1")
                .host("push2.mycompany.com", "200.0.0.2")
                .sockets("HTTP Server S", "HTTPS Server CR")
                .links("push1.mycompany.com", "push2.mycompany.com")
                .balancerCertificate("push.pem", "push.mycompany.com")
                .keystore(1, "push1", "push1.mycompany.com")
                .keystore(2, "push2", "push2.mycompany.com")
                .partiallyBehind();
    }

    @Step
    @Order(10)
    void clientsReachTheNodesWithoutTheBalancer() throws IOException {
        Reach.directlyTo(bed(), 443);
        assertThat(bed().balancer().lines()).isNotEmpty()
                .allMatch(line -> line.path().endsWith("/create_session.txt") || line.status() == 101);
    }

    @Step
    @Order(11)
    void eachSocketIsReachedThroughItsOwnInterfaceOnly() {
        Reach.socketsKeepToTheirInterfaces(bed(), 80, 443);
    }

    @Step
    @Order(12)
    void certificatesFitTheNamesClientsAskFor() {
        Certificates.shownAt(bed(), "https://push.mycompany.com", "push.mycompany.com");
        Certificates.shownAt(bed(), "https://push1.mycompany.com", "push1.mycompany.com");
        Certificates.shownAt(bed(), "https://push2.mycompany.com", "push2.mycompany.com");
    }
}
