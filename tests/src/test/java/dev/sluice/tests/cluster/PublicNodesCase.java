package dev.sluice.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.kit.Behaviour;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Order;

/** What the options show in which only creation goes through the balancer and clients reach the nodes for the rest. */
abstract class PublicNodesCase extends TwoSocketCase {

    PublicNodesCase(String option) {
        super(option);
    }

    /** Connections of clients stand at the nodes' public addresses and come from the clients' own. */
    @Step
    @Order(10)
    void clientsReachTheNodesWithoutTheBalancer() throws IOException {
        everybody();
        for (int number = 1; number <= 2; number++) {
            String own = "200.0.0." + number + ":" + deployment().controlPort();
            List<String> there = bed().network().connections("n" + number).stream().filter(line -> line.startsWith(own)).toList();
            assertThat(there).isNotEmpty().allMatch(line -> line.matches(own + " 200\\.0\\.0\\.10[12]:.*"));
        }
        assertThat(bed().network().connections("lb")).noneMatch(line -> line.contains(" 200.0.0.1:") || line.contains(" 200.0.0.2:"));
        assertThat(bed().balancer().lines()).isNotEmpty().allMatch(line -> line.backend().equals("nodes"));
        if (deployment().readsHttp()) {
            assertThat(bed().balancer().lines()).allMatch(HaProxy.Line::createsSession);
        }
    }

    /** The socket for creations is on the private side only, the other on the public side only, on each node at its own address. */
    @Step
    @Order(11)
    @Behaviour(10)
    void eachSocketIsReachedThroughItsOwnInterfaceOnly() {
        int create = deployment().createPort();
        int control = deployment().controlPort();
        for (int number = 1; number <= 2; number++) {
            String publicly = "200.0.0." + number;
            String privately = "10.0.0." + number;
            assertThat(outcome("c1", publicly, control)).isEqualTo("open");
            assertThat(outcome("c1", publicly, create)).isEqualTo("refused");
            assertThat(outcome("c1", privately, create)).isEqualTo("unreachable");
            assertThat(outcome("hub", privately, create)).isEqualTo("open");
            assertThat(outcome("hub", privately, control)).isEqualTo("refused");
        }
    }

    private String outcome(String from, String host, int port) {
        return bed().java(from).ask("tcp", "host", host, "port", port).get("outcome").asText();
    }
}
