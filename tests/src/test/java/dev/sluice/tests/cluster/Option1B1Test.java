package dev.sluice.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Order;

/** Everything through the balancer, which tells nodes apart by host name. */
class Option1B1Test extends TwoAddressCase {

    @Override
    Deployment deployment() {
        return Deployment.of("1.B.1")
                .host("push.mycompany.com", Deployment.LB)
                .host("push1.mycompany.com", Deployment.LB)
                .host("push2.mycompany.com", Deployment.LB)
                .sockets("HTTP Server S", "HTTP Server CR")
                .links("push1.mycompany.com", "push2.mycompany.com");
    }

    @Step
    @Order(10)
    void balancerSeesCreationsAtOneNameAndTheRestAtTheOthers() {
        List<HaProxy.Line> lines = bed().balancer().lines();
        assertThat(lines).filteredOn(line -> line.backend().equals("nodes"))
                .allMatch(line -> line.host().equals("push.mycompany.com"))
                .allMatch(line -> line.path().endsWith("/create_session.txt") || line.status() == 101);
        for (int number = 1; number <= 2; number++) {
            String host = "push" + number + ".mycompany.com";
            assertThat(lines).filteredOn(line -> line.backend().equals("node" + host.charAt(4))).isNotEmpty()
                    .allMatch(line -> line.host().equals(host))
                    .noneMatch(line -> line.path().endsWith("/create_session.txt"))
                    .anyMatch(line -> line.status() == 101);
        }
    }

    @Step
    @Order(11)
    void creationAtAControlLinkIsRefused() {
        JsonNode answer = bed().request("c1", "http://push1.mycompany.com", "create_session", SHORT_SESSION);
        assertThat(answer.path("body").asText()).startsWith("CONERR,70,");
    }
}
