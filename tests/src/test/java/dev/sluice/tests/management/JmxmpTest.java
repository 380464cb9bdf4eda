package dev.sluice.tests.management;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.kit.NodeProcess;
import dev.sluice.tests.kit.NodeSettings;
import dev.sluice.tests.kit.RawStream;
import dev.sluice.tests.port.FreePorts;
import dev.sluice.tests.proof.Setting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The JMXMP connector needs a library that the node does not bring. */
@Timeout(60)
class JmxmpTest {

    @Test
    @Setting({"jmx/jmxmp_connector", "jmx/jmxmp_connector/port"})
    void withoutItsLibraryTheNodeStartsAndSaysWhatIsMissing() throws Exception {
        int port = FreePorts.next();
        NodeSettings settings = new NodeSettings().set("jmx", "<jmxmp_connector><port>" + port + "</port></jmxmp_connector>");
        try (NodeProcess node = NodeProcess.start(settings); RawStream client = RawStream.open(node.port(), "TEST")) {
            assertThat(client.sessionId()).isNotEmpty();
            assertThat(node.log()).filteredOn(line -> line.contains("jmxmp_connector")).singleElement().asString()
                    .contains("WARN", "port " + port, "jmxremote_optional.jar", "lib", "rmi_connector");
        }
    }
}
