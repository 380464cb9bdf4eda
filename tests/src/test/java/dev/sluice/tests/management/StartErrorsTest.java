package dev.sluice.tests.management;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.kit.NodeHome;
import dev.sluice.tests.kit.NodeProcess;
import dev.sluice.tests.kit.NodeSettings;
import dev.sluice.tests.port.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What somebody reads whose first start fails: one line with what is wrong, where it is written and what to do. */
@Timeout(90)
class StartErrorsTest {

    private static final String NOT_OURS = "203.0.113.7";

    /** The one line that begins with the program's name; the start has ended with code 2. */
    private static String line(NodeSettings settings, NodeHome home) throws IOException {
        try (NodeProcess node = NodeProcess.prepare(settings, home)) {
            node.launch();
            assertThat(node.awaitExit()).isEqualTo(2);
            List<String> said = node.log().stream().filter(line -> line.startsWith("sluice: ")).toList();
            assertThat(said).hasSize(1);
            assertThat(node.log()).noneMatch(line -> line.startsWith("\t"));
            return said.get(0);
        }
    }

    private static String line(NodeSettings settings) throws IOException {
        return line(settings, NodeHome.create());
    }

    @Test
    void portOfAnotherProgram() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            assertThat(line(new NodeSettings().socket("Second", "127.0.0.1", port, "")))
                    .contains("http_server \"Second\" (line 4) on 127.0.0.1:" + port, "in use", "\"ss -ltnp sport = :" + port + "\"",
                            "another port");
        }
    }

    @Test
    void portThatAnotherSocketHasOnAllAddresses() throws IOException {
        int port = FreePorts.next();
        assertThat(line(new NodeSettings().socket("All", "0.0.0.0", port, "").socket("One", "127.0.0.1", port, "")))
                .contains("http_server \"One\" (line 5)", "in use", "http_server \"All\" (line 4) has the same port");
    }

    @Test
    void addressOfAnotherMachine() throws IOException {
        assertThat(line(new NodeSettings().socket("Public", NOT_OURS, FreePorts.next(), "")))
                .contains("http_server \"Public\"", "listening_interface " + NOT_OURS + " is no address of this machine", "ip addr");
    }

    @Test
    void adapterClassThatIsNotThere() throws IOException {
        NodeHome home = NodeHome.create();
        var adapters = home.root().resolve("adapters/script/adapters.xml");
        Files.writeString(adapters, Files.readString(adapters).replace("dev.sluice.tests.script.ScriptData", "com.acme.Feed"));
        assertThat(line(new NodeSettings(), home)).contains("adapters.xml:", "Data Adapter SCRIPT of Adapter Set TEST",
                "class com.acme.Feed was not found", "put its jar into " + home.root().resolve("adapters/script/lib"));
    }

    @Test
    void withoutAnAdapterSetTheNodeSaysThatNobodyCanComeIn() throws IOException {
        NodeHome home = NodeHome.create();
        Files.delete(home.root().resolve("adapters/script/adapters.xml"));
        try (NodeProcess node = NodeProcess.start(new NodeSettings(), home)) {
            assertThat(node.log()).filteredOn(line -> line.contains("There is no adapter set in ")).singleElement().asString()
                    .contains("WARN", home.root().resolve("adapters").toString(), "adapters.xml");
        }
    }
}
