package dev.sluice.tests.member;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.kit.Await;
import dev.sluice.tests.kit.NodeHome;
import dev.sluice.tests.kit.NodeProcess;
import dev.sluice.tests.kit.NodeSettings;
import dev.sluice.tests.port.FreePorts;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The configuration is read again while the node runs, by SIGHUP. */
@Timeout(120)
class ReloadTest {

    private NodeProcess node;
    private int create;
    private int secure;
    private Path conf;
    private int reloads;

    @BeforeEach
    void start() throws Exception {
        NodeHome home = NodeHome.create();
        NodeTlsTest.keystore("first.mycompany.com", home.root().resolve("conf/first.p12"));
        NodeTlsTest.keystore("second.mycompany.com", home.root().resolve("conf/second.p12"));
        create = FreePorts.next();
        secure = FreePorts.next();
        node = NodeProcess.start(new NodeSettings().set("control_link_address", "127.0.0.1")
                .set("sluice", "<replacement_window_millis>600000</replacement_window_millis>")
                .socket("Creation", "127.0.0.1", create, "<port_type>CREATE_ONLY</port_type>")
                .socket("Secure", "127.0.0.1", secure, NodeTlsTest.store("first.p12")), home);
        conf = home.root().resolve("conf/lightstreamer_conf.xml");
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void limitsChangeAndWhatCannotChangeIsNamed() throws Exception {
        assertThat(upgrades()).isTrue();
        edit("<replacement_window_millis>600000</replacement_window_millis>", "<replacement_window_millis>0</replacement_window_millis>"
                + "<refuse_websocket_on_create_only>Y</refuse_websocket_on_create_only>");
        edit("<max_keepalive_millis>30000<", "<max_keepalive_millis>40000<");
        List<String> said = reload();
        assertThat(said).anyMatch(line -> line.contains("2 settings have changed, 1 others wait for a restart"))
                .anyMatch(line -> line.endsWith("Changed: sluice/replacement_window_millis: 600000 -> 0"))
                .anyMatch(line -> line.endsWith("Changed: sluice/refuse_websocket_on_create_only: absent (N) -> Y"))
                .anyMatch(line -> line.contains("WARN") && line.contains("Not changed while the node runs: max_keepalive_millis: 30000 -> 40000"));
        assertThat(upgrades()).as("WebSocket on the CREATE_ONLY socket").isFalse();
        try (BufferedReader stream = Caller.of(node.port()).stream("create_session", Caller.CREATE + "&LS_keepalive_millis=50000")) {
            assertThat(stream.readLine().split(",")[3]).as("keepalive granted").isEqualTo("30000");
        }
    }

    @Test
    void anotherKeystoreIsShown() throws Exception {
        assertThat(NodeTlsTest.shown(secure, "x")).isEqualTo("CN=first.mycompany.com");
        edit("first.p12", "second.p12");
        assertThat(reload()).anyMatch(line -> line.endsWith("https_server[Secure]/keystore/keystore_file: first.p12 -> second.p12"));
        assertThat(NodeTlsTest.shown(secure, "x")).isEqualTo("CN=second.mycompany.com");
    }

    @Test
    void aFileWithAnErrorChangesNothing() throws Exception {
        edit("first.p12", "second.p12");
        edit("</sluice>", "<refuse_websocket_on_create_only>Y</refuse_websocket_on_create_only></sluice>");
        String good = Files.readString(conf);
        Path log = conf.resolveSibling("lightstreamer_log_conf.xml");
        String goodLog = Files.readString(log);

        edit("<session_timeout_millis>20000<", "<session_timeout_millis>soon<");
        assertThat(reload()).anyMatch(line -> line.contains("session_timeout_millis: soon: ") && line.contains(conf.toString() + ":"));
        assertUnchanged();

        Files.writeString(conf, good.replace("second.p12", "missing.p12"));
        assertThat(reload()).anyMatch(line -> line.contains("missing.p12"));
        assertUnchanged();

        Files.writeString(conf, good.substring(0, good.length() - 30));
        assertThat(reload()).anyMatch(line -> line.contains("not well-formed"));
        assertUnchanged();

        Files.writeString(conf, good);
        Files.writeString(log, goodLog.substring(0, goodLog.length() / 2));
        assertThat(reload()).as("the log is written as before").anyMatch(line -> line.contains("the one before stays in force"));
        assertUnchanged();

        Files.writeString(log, goodLog);
        assertThat(reload()).anyMatch(line -> line.contains("2 settings have changed"));
        assertThat(upgrades()).isFalse();
        assertThat(NodeTlsTest.shown(secure, "x")).isEqualTo("CN=second.mycompany.com");
    }

    private void assertUnchanged() throws Exception {
        assertThat(node.log()).anyMatch(line -> line.contains("ERROR") && line.contains("SIGHUP received: " + conf + " changes nothing"));
        assertThat(upgrades()).isTrue();
        assertThat(NodeTlsTest.shown(secure, "x")).isEqualTo("CN=first.mycompany.com");
    }

    private void edit(String from, String to) throws IOException {
        String text = Files.readString(conf);
        assertThat(text).contains(from);
        Files.writeString(conf, text.replace(from, to));
    }

    /** Sends the signal; returns what the node says of it. */
    private List<String> reload() {
        int before = node.log().size();
        reloads++;
        node.signal("HUP");
        Await.until("the end of a reload", () -> node.log().stream().filter(line -> line.contains("SIGHUP received: ")).count() == reloads);
        return node.log().subList(before, node.log().size());
    }

    private boolean upgrades() {
        try (Caller.Talk talk = Caller.of(create).webSocket()) {
            return talk.send("create_session", Caller.CREATE).line().startsWith("CONOK,");
        } catch (IOException refused) {
            return false;
        }
    }
}
