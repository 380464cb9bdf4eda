package dev.sluice.tests.management;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.kit.NodeHome;
import dev.sluice.tests.kit.NodeProcess;
import dev.sluice.tests.kit.NodeSettings;
import dev.sluice.tests.kit.RawStream;
import dev.sluice.tests.port.FreePorts;
import dev.sluice.tests.proof.Setting;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The RMI connector as its settings say, and the commands that use it. */
@Timeout(180)
class ConnectorTest {

    private static NodeProcess launch(NodeSettings settings) throws Exception {
        NodeProcess node = NodeProcess.prepare(settings, NodeHome.create());
        node.launch();
        return node;
    }

    @Test
    void aPortInUseEndsTheStartWithOneLine() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                NodeProcess node = launch(ManagedNode.settings(taken.getLocalPort(), ""))) {
            assertThat(node.awaitExit()).isEqualTo(2);
            assertThat(node.log()).filteredOn(line -> line.contains("cannot open the RMI connector on port " + taken.getLocalPort()))
                    .singleElement().asString().contains("in use", "ss -ltnp sport = :" + taken.getLocalPort(), "jmx/rmi_connector/port");
        }
    }

    @Test
    @Setting({"jmx/rmi_connector/hostname", "jmx/rmi_connector/test_ports"})
    void aHostNameThatLeadsNowhereEndsTheStartUnlessTheTestIsOff() throws Exception {
        int port = FreePorts.next();
        String connector = "<rmi_connector><port>" + port + "</port><hostname>nowhere.invalid</hostname>%s"
                + ManagedNode.USERS + "</rmi_connector>";
        try (NodeProcess node = launch(new NodeSettings().set("jmx", connector.formatted("")))) {
            assertThat(node.awaitExit()).isEqualTo(2);
            assertThat(node.logText()).contains("cannot be reached at nowhere.invalid:" + port, "test_ports");
        }
        try (NodeProcess node = NodeProcess.start(new NodeSettings().set("jmx",
                connector.formatted("<test_ports>N</test_ports>")))) {
            assertThat(node.alive()).isTrue();
        }
        try (NodeProcess node = launch(new NodeSettings().set("jmx", connector.formatted("<test_ports>N</test_ports>"))
                .set("ensure_stopping_service", "Y"))) {
            assertThat(node.awaitExit()).as("V18").isEqualTo(2);
        }
    }

    @Test
    @Setting("ensure_stopping_service")
    void stoppingThatHasToWorkNeedsAConnectorAndAUser() throws Exception {
        try (NodeProcess node = launch(new NodeSettings().set("ensure_stopping_service", "Y"))) {
            assertThat(node.awaitExit()).as("V18: no connector").isEqualTo(2);
            assertThat(node.logText()).contains("ensure_stopping_service");
        }
        try (NodeProcess node = launch(new NodeSettings().set("ensure_stopping_service", "Y")
                .set("jmx", "<rmi_connector><port>" + FreePorts.next() + "</port></rmi_connector>"))) {
            assertThat(node.awaitExit()).as("V17: nobody can connect").isEqualTo(2);
        }
    }

    @Test
    void theStopCommandEndsTheNodeOfAFileOverTls() throws Exception {
        NodeHome home = NodeHome.create();
        Path store = Stores.create(home.root().resolve("conf/jmx.p12"), "changeit");
        int port = FreePorts.next();
        NodeSettings settings = new NodeSettings().set("jmx", "<rmi_connector><port ssl=\"Y\">" + port + "</port>"
                + "<hostname>localhost</hostname><keystore type=\"PKCS12\"><keystore_file>" + store.getFileName()
                + "</keystore_file><keystore_password>changeit</keystore_password></keystore>"
                + "<remove_protocols>TLSv1.2</remove_protocols>" + ManagedNode.USERS + "</rmi_connector>");
        try (NodeProcess node = NodeProcess.start(settings, home); RawStream client = RawStream.open(node.port(), "TEST")) {
            Command.Outcome outcome = Command.run(home, "stop", home.root().resolve("conf/lightstreamer_conf.xml").toString());
            assertThat(outcome.text()).contains("Stopped the node", "through its RMI connector");
            assertThat(outcome.code()).isZero();
            assertThat(node.awaitExit()).isZero();
            assertThat(client.sessionId()).isNotEmpty();
        }
    }

    @Test
    void withoutAConnectorTheCommandsSignalTheProcessAndSaySo() throws Exception {
        NodeSettings settings = new NodeSettings().set("sluice", "<balancer_wait_millis>0</balancer_wait_millis>");
        for (String command : List.of("stop", "drain")) {
            NodeHome home = NodeHome.create();
            try (NodeProcess node = NodeProcess.start(settings, home); RawStream client = RawStream.open(node.port(), "TEST")) {
                Command.Outcome outcome = Command.run(home, command);
                assertThat(outcome.text()).contains("no RMI connector", "signalling process " + node.pid());
                assertThat(outcome.code()).isZero();
                assertThat(node.awaitExit()).isZero();
                assertThat(client.sessionId()).isNotEmpty();
            }
            assertThat(Command.run(home, command).text()).contains("no node", "is running");
        }
    }

    @Test
    void theDrainCommandEmptiesTheNode() throws Exception {
        int port = FreePorts.next();
        NodeHome home = NodeHome.create();
        try (NodeProcess node = NodeProcess.start(ManagedNode.settings(port, "")
                .set("sluice", "<balancer_wait_millis>0</balancer_wait_millis>"), home);
                RawStream client = RawStream.open(node.port(), "TEST")) {
            Command.Outcome outcome = Command.run(home, "drain");
            assertThat(outcome.text()).contains("Emptied and ended the node", "through its RMI connector");
            assertThat(client.lineBeginning("END,")).startsWith("END,48,");
            assertThat(node.awaitExit()).isZero();
        }
    }
}
