package dev.sluice.tests.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.kit.NodeHome;
import dev.sluice.tests.kit.NodeProcess;
import dev.sluice.tests.kit.NodeSettings;
import dev.sluice.tests.port.FreePorts;
import dev.sluice.tests.proof.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The file itself: its root, variables in values, and elements that are gone. */
@Timeout(60)
class FileSettingsTest {

    @Test
    @Setting({"*@prop_prefix", "*@<attr>_prop_prefix", "env_prefix"})
    void variablesAreReplacedUnlessTheirPrefixIsAnotherOrNone() throws IOException {
        String path = System.getenv("PATH");
        int port = FreePorts.next();
        NodeSettings settings = new NodeSettings().set("env_prefix", "of.").property("tests.value", "from a property").property("tests.name", "X-Named")
                .set("control_link_address prop_prefix=\"%\"", "%tests.host").property("tests.host", "push.example")
                .socket("Variables", "127.0.0.1", port, "<response_http_headers><add name=\"$tests.name\">$tests.value</add>"
                        + "<add name=\"X-Plain\" prop_prefix=\"\">$tests.value</add>"
                        + "<add name=\"%tests.name\" name_prop_prefix=\"\">other</add>"
                        + "<add name=\"X-Environment\">$of.PATH</add><add name=\"X-Undefined\">$tests.undefined</add>"
                        + "</response_http_headers>");
        try (NodeProcess node = NodeProcess.start(settings); Peer peer = Peer.open(port)) {
            assertThat(peer.create()).contains("push.example\r\n");
            assertThat(peer.get("/").head()).contains("\r\nx-named: from a property\r\n", "\r\nx-plain: $tests.value\r\n",
                    "\r\n%tests.name: other\r\n", "\r\nx-environment: " + path + "\r\n").doesNotContain("x-undefined");
        }
    }

    @Test
    @Setting("lightstreamer_conf")
    void documentWithAnotherRootIsRefused() throws Exception {
        NodeHome home = NodeHome.create();
        try (NodeProcess node = NodeProcess.prepare(new NodeSettings(), home)) {
            var file = home.root().resolve("conf/lightstreamer_conf.xml");
            Files.writeString(file, Files.readString(file).replace("lightstreamer_conf>", "lightstreamer>"));
            node.launch();
            assertThat(node.awaitExit()).isEqualTo(2);
            assertThat(node.log()).filteredOn(line -> line.startsWith("ERROR ")).singleElement().asString()
                    .contains("lightstreamer_conf.xml:", "root", "lightstreamer_conf");
        }
    }

    static Stream<Arguments> discontinued() {
        return Stream.of(Arguments.of("monitor_provider", "dashboard"), Arguments.of("web_server/monitor_enabled", "dashboard"),
                Arguments.of("web_server/monitor_url_path", "dashboard_url_path"),
                Arguments.of("jmx/html_adaptor", "jmxtree_enabled"), Arguments.of("version_conf", "edition_conf"));
    }

    @ParameterizedTest
    @MethodSource("discontinued")
    void elementThatIsGoneEndsTheStartAndNamesWhatTookItsPlace(@Setting String row, String replacement) throws Exception {
        String name = row.substring(row.lastIndexOf('/') + 1);
        String element = "<" + name + ">x</" + name + ">";
        NodeSettings settings = new NodeSettings();
        if (row.startsWith("web_server/")) {
            settings.set("web_server", element);
        } else {
            settings.add(row.startsWith("jmx/") ? "<jmx>" + element + "</jmx>" : element);
        }
        StartFailure.assertRefused(settings, NodeHome.create(), name, replacement);
    }
}
