package dev.sluice.tests.management;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.kit.Await;
import dev.sluice.tests.kit.NodeHome;
import dev.sluice.tests.kit.NodeProcess;
import dev.sluice.tests.kit.NodeSettings;
import dev.sluice.tests.port.FreePorts;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A node whose start waits for an adapter that never comes back from {@code init} can be stopped all the same. */
@Timeout(120)
class StopDuringStartTest {

    private static NodeProcess blocked(NodeSettings settings, NodeHome home) throws Exception {
        Path adapters = home.root().resolve("adapters/script/adapters.xml");
        Files.writeString(adapters, Files.readString(adapters).replace("<adapter_class>dev.sluice.tests.script.ScriptData</adapter_class>",
                "<adapter_class>dev.sluice.tests.script.ScriptData</adapter_class><param name=\"block\">Y</param>"));
        NodeProcess node = NodeProcess.prepare(settings, home);
        node.launch();
        Await.until("the adapter blocks", () -> Files.exists(home.root().resolve("adapters/script/blocked")));
        return node;
    }

    @Test
    void byTheStopCommandThroughItsConnector() throws Exception {
        int port = FreePorts.next();
        NodeHome home = NodeHome.create();
        try (NodeProcess node = blocked(ManagedNode.settings(port, ""), home)) {
            try (var connector = ManagedNode.connect(port, "lsjmx", "first", "one")) {
                assertThat(connector.getMBeanServerConnection().getAttribute(ManagedNode.name("type=Server"), "Status"))
                        .isEqualTo("Initializing");
            }
            Command.Outcome outcome = Command.run(home, "stop");
            assertThat(outcome.text()).contains("Stopped the node", "through its RMI connector");
            assertThat(outcome.code()).isZero();
            assertThat(node.awaitExit()).isZero();
        }
    }

    @Test
    void byTheStopCommandWithoutAConnector() throws Exception {
        NodeHome home = NodeHome.create();
        try (NodeProcess node = blocked(new NodeSettings(), home)) {
            Command.Outcome outcome = Command.run(home, "stop");
            assertThat(outcome.text()).contains("signalling process " + node.pid());
            assertThat(outcome.code()).isZero();
            assertThat(node.awaitExit()).isZero();
        }
    }

    @Test
    void bySigterm() throws Exception {
        try (NodeProcess node = blocked(new NodeSettings(), NodeHome.create())) {
            node.signal("TERM");
            assertThat(node.awaitExit()).isZero();
        }
    }
}
