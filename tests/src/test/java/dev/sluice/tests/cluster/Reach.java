package dev.sluice.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;

/** Who reaches which socket, in the options whose nodes have a public address of their own. */
final class Reach {

    private Reach() {
    }

    /** Connections of clients stand at the nodes' public addresses and come from the clients'. */
    static void directlyTo(TestBed bed, int port) throws IOException {
        for (int number = 1; number <= 2; number++) {
            String own = "200.0.0." + number + ":" + port;
            List<String> there = bed.network().connections("n" + number).stream().filter(line -> line.startsWith(own)).toList();
            assertThat(there).isNotEmpty().allMatch(line -> line.matches(own + " 200\\.0\\.0\\.10[12]:.*"));
        }
        assertThat(bed.network().connections("lb")).noneMatch(line -> line.contains(" 200.0.0.1:") || line.contains(" 200.0.0.2:"));
    }

    /** The socket for creations is on the private side only, the other on the public side only, on each node at its own address. */
    static void socketsKeepToTheirInterfaces(TestBed bed, int create, int control) {
        for (int number = 1; number <= 2; number++) {
            String publicly = "200.0.0." + number;
            String privately = "10.0.0." + number;
            assertThat(outcome(bed, "c1", publicly, control)).isEqualTo("open");
            assertThat(outcome(bed, "c1", publicly, create)).isEqualTo("refused");
            assertThat(outcome(bed, "c1", privately, create)).isEqualTo("unreachable");
            assertThat(outcome(bed, "hub", privately, create)).isEqualTo("open");
            assertThat(outcome(bed, "hub", privately, control)).isEqualTo("refused");
        }
    }

    private static String outcome(TestBed bed, String from, String host, int port) {
        return bed.java(from).ask("tcp", "host", host, "port", port).get("outcome").asText();
    }
}
