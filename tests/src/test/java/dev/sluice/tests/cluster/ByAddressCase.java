package dev.sluice.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Order;

/** What the options show in which the balancer passes bytes and leads clients to nodes by the address they come to. */
abstract class ByAddressCase extends TwoSocketCase {

    ByAddressCase(String option) {
        super(option);
    }

    @Step
    @Order(10)
    void balancerTellsNodesApartByTheAddressClientsComeTo() throws IOException {
        everybody();
        List<HaProxy.Line> lines = bed().balancer().lines();
        assertThat(lines).filteredOn(line -> line.vip().equals("200.0.0.10")).isNotEmpty()
                .allMatch(line -> line.backend().equals("nodes"));
        for (String number : List.of("1", "2")) {
            assertThat(lines).filteredOn(line -> line.vip().equals("200.0.0." + number)).isNotEmpty()
                    .allMatch(line -> line.server().equals("n" + number));
        }
    }
}
