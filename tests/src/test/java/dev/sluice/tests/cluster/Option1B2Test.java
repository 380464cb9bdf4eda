package dev.sluice.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Order;

/** Creation through the balancer, everything else at the nodes themselves. */
class Option1B2Test extends TwoAddressCase {

    @Override
    Deployment deployment() {
        return Deployment.of("1.B.2")
                .host("push.mycompany.com", Deployment.LB)
                .host("push1.mycompany.com", "200.0.0.1")
                .host("push2.mycompany.com", "200.0.0.2")
                .sockets("HTTP Server S", "HTTP Server CR")
                .links("push1.mycompany.com", "push2.mycompany.com")
                .partiallyBehind();
    }

    @Step
    @Order(10)
    void clientsReachTheNodesWithoutTheBalancer() throws IOException {
        Reach.directlyTo(bed(), 80);
        assertThat(bed().balancer().lines())
                .allMatch(line -> line.path().endsWith("/create_session.txt") || line.status() == 101);
    }

    @Step
    @Order(11)
    void eachSocketIsReachedThroughItsOwnInterfaceOnly() {
        Reach.socketsKeepToTheirInterfaces(bed(), 81, 80);
    }
}
