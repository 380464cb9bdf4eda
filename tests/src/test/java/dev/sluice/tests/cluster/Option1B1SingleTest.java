package dev.sluice.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Order;

/** Option 1.B.1 with one socket on each node for creations and all the rest. */
class Option1B1SingleTest extends TwoAddressCase {

    Option1B1SingleTest() {
        super("1.B.1-single");
    }

    @Step
    @Order(10)
    void balancerSeesCreationsAtOneNameAndTheRestAtTheOthers() throws IOException {
        everybody();
        List<HaProxy.Line> lines = bed().balancer().lines();
        assertThat(lines).filteredOn(line -> line.backend().equals("nodes"))
                .allMatch(line -> line.host().equals("push.mycompany.com")).allMatch(HaProxy.Line::createsSession);
        for (int number = 1; number <= 2; number++) {
            String host = "push" + number + ".mycompany.com";
            assertThat(lines).filteredOn(line -> line.backend().equals("node" + host.charAt(4))).isNotEmpty()
                    .allMatch(line -> line.host().equals(host))
                    .noneMatch(line -> line.path().endsWith("/create_session.txt"));
        }
    }
}
