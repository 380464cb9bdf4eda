package dev.sluice.tests.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.tests.kit.Await;
import dev.sluice.tests.kit.NodeHome;
import dev.sluice.tests.kit.NodeProcess;
import dev.sluice.tests.kit.NodeSettings;
import dev.sluice.tests.port.FreePorts;
import dev.sluice.tests.proof.Setting;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What {@code http_server} and {@code https_server} have in common, on a socket of each kind. */
@Timeout(120)
class SocketSettingsTest {

    private static final String ADDRESS = "127.0.0.2";
    private static NodeProcess node;
    private static SSLContext tls;

    /** Two sockets, plain and over TLS, with the same elements. */
    private enum Kind {
        PLAIN, SECURE;

        private int port;
        private int control;
        private int proxied;
        private int patient;

        private void configure(NodeSettings settings) throws IOException {
            port = FreePorts.next();
            control = FreePorts.next();
            proxied = FreePorts.next();
            patient = FreePorts.next();
            String store = this == SECURE ? Stores.element("socket.p12") : "";
            settings.socket("First " + this, ADDRESS, port, "<backlog>17</backlog><response_http_headers>"
                    + "<echo name=\"X-Asked:\"/><add name=\"X-Accel-Buffering\">no</add></response_http_headers>"
                    + "<client_identification private=\"Y\"><skip_local_forwards>1</skip_local_forwards><log_forwards>Y</log_forwards>"
                    + "</client_identification>" + store);
            settings.socket("Control " + this, "127.0.0.1", control, "<port_type>CONTROL_ONLY</port_type>" + store);
            settings.socket("Proxied " + this, "127.0.0.1", proxied, "<client_identification><proxy_protocol_enabled>Y"
                    + "</proxy_protocol_enabled><proxy_protocol_timeout_millis>100</proxy_protocol_timeout_millis></client_identification>" + store);
            settings.socket("Patient " + this, "127.0.0.1", patient, "<client_identification><proxy_protocol_enabled>Y"
                    + "</proxy_protocol_enabled><proxy_protocol_timeout_millis>60000</proxy_protocol_timeout_millis></client_identification>"
                    + store);
        }

        private Peer open(String address, int where) throws IOException {
            return this == PLAIN ? Peer.open(address, where)
                    : Peer.of(tls.getSocketFactory().createSocket(address, where));
        }
    }

    @BeforeAll
    static void start() throws Exception {
        NodeHome home = NodeHome.create();
        Stores.key(home, "socket.p12", "CN=localhost");
        tls = Stores.client(null);
        NodeSettings settings = new NodeSettings().set("control_link_address", "localhost");
        for (Kind kind : Kind.values()) {
            kind.configure(settings);
        }
        node = NodeProcess.start(settings, home);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    @Setting({"http_server", "http_server@name", "http_server/port", "http_server/listening_interface",
        "https_server", "https_server@name", "https_server/port", "https_server/listening_interface"})
    void socketAnswersAtItsAddressAloneAndTellsItsName() throws IOException {
        for (Kind kind : Kind.values()) {
            try (Peer peer = kind.open(ADDRESS, kind.port)) {
                assertThat(peer.create()).contains("\r\nSERVNAME,First " + kind + "\r\n");
            }
            assertThatThrownBy(() -> Peer.open("127.0.0.1", kind.port)).isInstanceOf(ConnectException.class);
        }
    }

    @Test
    @Setting({"http_server/port_type", "https_server/port_type"})
    void controlOnlySocketRefusesCreations() throws IOException {
        for (Kind kind : Kind.values()) {
            try (Peer peer = kind.open("127.0.0.1", kind.control)) {
                assertThat(peer.create()).startsWith("CONERR,70,");
            }
        }
    }

    @Test
    @Setting({"http_server/response_http_headers", "http_server/response_http_headers/echo",
        "http_server/response_http_headers/echo@name", "http_server/response_http_headers/add",
        "http_server/response_http_headers/add@name", "https_server/response_http_headers",
        "https_server/response_http_headers/echo", "https_server/response_http_headers/echo@name",
        "https_server/response_http_headers/add", "https_server/response_http_headers/add@name"})
    void everyResponseHasTheLinesOfItsSocket() throws IOException {
        for (Kind kind : Kind.values()) {
            try (Peer peer = kind.open(ADDRESS, kind.port)) {
                assertThat(peer.get("/", "X-Asked: this").head()).contains("\r\nx-asked: this\r\n", "\r\nx-accel-buffering: no\r\n");
            }
            try (Peer peer = kind.open("127.0.0.1", kind.control)) {
                assertThat(peer.get("/", "X-Asked: this").head()).doesNotContain("x-asked", "x-accel-buffering");
            }
        }
    }

    @Test
    @Setting({"http_server/backlog", "https_server/backlog"})
    void kernelQueueIsAsLongAsTold() throws Exception {
        for (Kind kind : Kind.values()) {
            Process ss = new ProcessBuilder("ss", "-ltnH", "sport = :" + kind.port).redirectErrorStream(true).start();
            String table = new String(ss.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(table).matches("(?s)LISTEN +\\d+ +17 +\\S*" + ADDRESS + "]?:" + kind.port + " .*");
            try (Peer peer = kind.open(ADDRESS, kind.port)) {
                assertThat(peer.create()).startsWith("CONOK,");
            }
        }
    }

    @Test
    @Setting({"http_server/client_identification", "http_server/client_identification@private",
        "http_server/client_identification/skip_local_forwards", "http_server/client_identification/log_forwards",
        "https_server/client_identification", "https_server/client_identification@private",
        "https_server/client_identification/skip_local_forwards", "https_server/client_identification/log_forwards"})
    void addressIsFoundBehindProxiesLoggedAndKeptToTheNode() throws IOException {
        for (Kind kind : Kind.values()) {
            String session;
            try (Peer peer = kind.open(ADDRESS, kind.port)) {
                String created = peer.create("X-Forwarded-For: 10.9.9.9, 200.0.0.101");
                assertThat(created).doesNotContain("CLIENTIP");
                session = created.split(",")[1];
            }
            Await.until("the session is logged", () -> logged(session, "created for") != null);
            assertThat(logged(session, "created for")).contains(" for 200.0.0.101 behind 10.9.9.9 on First " + kind);
            try (Peer plain = Peer.open(node.port())) {
                assertThat(plain.create("X-Forwarded-For: 200.0.0.101")).as("another socket").contains("CLIENTIP,127.0.0.1");
            }
        }
    }

    @Test
    @Setting({"http_server/client_identification/proxy_protocol_enabled",
        "https_server/client_identification/proxy_protocol_enabled"})
    void headerOfTheProxyNamesTheClient() throws Exception {
        for (Kind kind : Kind.values()) {
            try (java.net.Socket socket = new java.net.Socket("127.0.0.1", kind.patient)) {
                socket.getOutputStream().write("PROXY TCP4 200.0.0.77 10.0.0.1 40123 80\r\n".getBytes(StandardCharsets.US_ASCII));
                Peer peer = Peer.of(kind == Kind.PLAIN ? socket
                        : tls.getSocketFactory().createSocket(socket, "127.0.0.1", kind.patient, true));
                assertThat(peer.create()).contains("CLIENTIP,200.0.0.77");
            }
            try (Peer peer = Peer.open(kind.patient)) {
                peer.get("/");
                assertThat(peer.rest()).as("without the header").isEmpty();
            }
        }
        assertThat(node.logText()).contains("LightstreamerLogger.connections.proxy");
    }

    @Test
    @Setting({"http_server/client_identification/proxy_protocol_timeout_millis",
        "https_server/client_identification/proxy_protocol_timeout_millis"})
    void proxyThatSaysNothingIsWaitedForAsLongAsTold() throws IOException {
        for (Kind kind : Kind.values()) {
            try (Peer patient = Peer.open(kind.patient); Peer hurried = Peer.open(kind.proxied)) {
                assertThat(hurried.rest()).isEmpty();
                assertThat(patient.quietFor(Duration.ofMillis(300))).isTrue();
            }
        }
        assertThat(node.logText()).contains("Proxied PLAIN", "Proxied SECURE");
    }

    private static String logged(String one, String two) {
        return node.log().stream().filter(line -> line.contains(one) && line.contains(two)).findFirst().orElse(null);
    }
}
