package dev.sluice.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Order;

/** What the options show in which the balancer reads HTTP and leads clients to nodes by the host name they ask for. */
abstract class ByNameCase extends TwoSocketCase {

    ByNameCase(String option) {
        super(option);
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
            String address = deployment().hosts().get(host);
            assertThat(lines).filteredOn(line -> line.backend().equals("node" + host.charAt(4))).isNotEmpty()
                    .allMatch(line -> line.host().equals(host) && line.vip().equals(address))
                    .noneMatch(line -> line.path().endsWith("/create_session.txt"))
                    .anyMatch(line -> line.status() == 101);
        }
    }
}
