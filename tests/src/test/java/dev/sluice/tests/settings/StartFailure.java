package dev.sluice.tests.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.kit.NodeHome;
import dev.sluice.tests.kit.NodeProcess;
import dev.sluice.tests.kit.NodeSettings;
import dev.sluice.tests.port.FreePorts;
import java.util.List;
import java.util.Locale;

/** A start that ends with code 2 and one line about an element. */
final class StartFailure {

    private StartFailure() {
    }

    /** An https_server with these elements keeps the node from starting; {@code a.p12} and {@code node.p12} are there. */
    static void assertRefused(String element, String elements, String... reasons) throws Exception {
        NodeHome home = NodeHome.create();
        Stores.key(home, "a.p12", "CN=a");
        Stores.key(home, "node.p12", "CN=node");
        assertRefused(new NodeSettings().add("<https_server name=\"tls\"><port>" + FreePorts.next() + "</port>" + elements
                + "</https_server>"), home, element, reasons);
    }

    /** The node ends with one ERROR line, which names the element and these reasons. */
    static void assertRefused(NodeSettings settings, NodeHome home, String element, String... reasons) throws Exception {
        try (NodeProcess node = NodeProcess.prepare(settings, home)) {
            node.launch();
            assertThat(node.awaitExit()).isEqualTo(2);
            List<String> errors = node.log().stream().filter(line -> line.startsWith("ERROR ")).toList();
            assertThat(errors).singleElement().asString().contains("lightstreamer_conf.xml:").contains(reasons);
            assertThat(errors.get(0).toLowerCase(Locale.ROOT)).contains(element.toLowerCase(Locale.ROOT));
        }
    }
}
