package dev.sluice.tests.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.tests.kit.Await;
import dev.sluice.tests.kit.NodeHome;
import dev.sluice.tests.kit.NodeProcess;
import dev.sluice.tests.kit.NodeReads;
import dev.sluice.tests.kit.NodeSettings;
import dev.sluice.tests.kit.RawStream;
import dev.sluice.tests.port.FreePorts;
import dev.sluice.tests.proof.Setting;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ports, addresses and TLS of the RMI connector, seen by clients that speak only its first words. */
@Timeout(120)
class ConnectorSettingsTest {

    private static final String AES128 = "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256";
    private static final String AES256 = "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384";
    private static final String PASSWORD = "changeit";
    /** Magic, version and protocol that begin a conversation of Java RMI; the answer is {@link #ACKNOWLEDGED}. */
    private static final byte[] RMI = {'J', 'R', 'M', 'I', 0, 2, 'K'};
    private static final int ACKNOWLEDGED = 'N';

    private static NodeProcess start(NodeHome home, int port, String attributes, String more) throws IOException {
        return NodeProcess.start(new NodeSettings().set("jmx", "<rmi_connector><port" + attributes + ">" + port + "</port>" + more
                + "</rmi_connector>"), home);
    }

    private static void assertSpeaksRmi(Socket socket) throws IOException {
        socket.setSoTimeout(20_000);
        socket.getOutputStream().write(RMI);
        int answer = socket.getInputStream().read();
        assertThat(answer).isEqualTo(ACKNOWLEDGED);
        NodeReads.said(1);
    }

    private static SSLSession agreed(int port, String protocol, String... suites) throws Exception {
        return agreed(port, ConnectorSettingsTest::assertSpeaksRmi, protocol, suites);
    }

    /** What is done on a connection after its handshake. */
    interface Talk {
        /** Says something and reads the answer. */
        void on(Socket socket) throws IOException;
    }

    /** What a client that takes any certificate agrees on with a port. */
    static SSLSession agreed(int port, Talk talk, String protocol, String... suites) throws Exception {
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, new TrustManager[] {new Anybody()}, null);
        try (SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket("127.0.0.1", port)) {
            if (protocol != null) {
                socket.setEnabledProtocols(new String[] {protocol});
            }
            if (suites.length > 0) {
                socket.setEnabledCipherSuites(suites);
            }
            socket.startHandshake();
            talk.on(socket);
            return socket.getSession();
        }
    }

    private static final class Anybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    @Test
    @Setting({"jmx/rmi_connector/listening_interface", "jmx/rmi_connector/public", "jmx/rmi_connector/data_port"})
    void connectorListensOnTheAddressAndTheTwoPortsItIsTold() throws Exception {
        int port = FreePorts.next();
        int data = FreePorts.next();
        try (NodeProcess node = start(NodeHome.create(), port, "", "<data_port>" + data + "</data_port><hostname>127.0.0.2</hostname>"
                + "<listening_interface>127.0.0.2</listening_interface><public>Y</public>")) {
            for (int each : new int[] {port, data}) {
                try (Socket socket = new Socket("127.0.0.2", each)) {
                    assertSpeaksRmi(socket);
                }
                assertThatThrownBy(() -> new Socket("127.0.0.1", each)).isInstanceOf(ConnectException.class);
            }
            try (JMXConnector anybody = JMXConnectorFactory.connect(
                    new JMXServiceURL("service:jmx:rmi:///jndi/rmi://127.0.0.2:" + port + "/lsjmx"))) {
                assertThat(anybody.getMBeanServerConnection().getAttribute(ManagedNode.name("type=Server"), "Status")).isEqualTo("Running");
            }
            assertThat(node.alive()).isTrue();
        }
    }

    @Test
    @Setting({"jmx/rmi_connector/port@ssl", "jmx/rmi_connector/data_port@ssl", "jmx/rmi_connector/keystore",
        "jmx/rmi_connector/keystore@type", "jmx/rmi_connector/keystore/keystore_file",
        "jmx/rmi_connector/keystore/keystore_password", "jmx/rmi_connector/keystore/keystore_password@type",
        "jmx/rmi_connector/allow_cipher_suite", "jmx/rmi_connector/allow_protocol",
        "jmx/rmi_connector/enforce_server_cipher_suite_preference", "jmx/rmi_connector/enforce_server_cipher_suite_preference@order"})
    void tlsIsThatOfTheElementsAndEachPortHasItOrNot() throws Exception {
        NodeHome home = NodeHome.create();
        Stores.create(home.root().resolve("conf/jmx.p12"), PASSWORD);
        Files.writeString(home.root().resolve("conf/password.txt"), PASSWORD);
        String jvmFirst = Arrays.stream(SSLContext.getDefault().getSupportedSSLParameters().getCipherSuites())
                .filter(suite -> suite.equals(AES128) || suite.equals(AES256)).findFirst().orElseThrow();
        for (String order : List.of("config", "JVM")) {
            int port = FreePorts.next();
            int data = FreePorts.next();
            try (NodeProcess node = start(home, port, " ssl=\"Y\"", "<data_port ssl=\"N\">" + data + "</data_port><hostname>127.0.0.1</hostname>"
                    + "<keystore type=\"PKCS12\"><keystore_file>jmx.p12</keystore_file><keystore_password type=\"file\">password.txt"
                    + "</keystore_password></keystore><allow_cipher_suite>" + AES128 + "</allow_cipher_suite><allow_cipher_suite>" + AES256
                    + "</allow_cipher_suite><enforce_server_cipher_suite_preference order=\"" + order
                    + "\">Y</enforce_server_cipher_suite_preference><allow_protocol>TLSv1.2</allow_protocol>" + ManagedNode.USERS)) {
                SSLSession session = agreed(port, null);
                assertThat(session.getProtocol()).isEqualTo("TLSv1.2");
                assertThat(session.getPeerPrincipal().getName()).isEqualTo("CN=localhost");
                for (String[] suites : new String[][] {{AES256, AES128}, {AES128, AES256}}) {
                    assertThat(agreed(port, "TLSv1.2", suites).getCipherSuite()).as(order)
                            .isEqualTo(order.equals("config") ? AES128 : jvmFirst);
                }
                assertThatThrownBy(() -> agreed(port, "TLSv1.3")).isInstanceOf(SSLException.class);
                assertThatThrownBy(() -> agreed(port, "TLSv1.2", "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256"))
                        .isInstanceOf(SSLException.class);
                try (Socket plain = new Socket("127.0.0.1", data)) {
                    assertSpeaksRmi(plain);
                }
                assertThat(node.alive()).isTrue();
            }
        }
    }

    @Test
    @Setting({"jmx/rmi_connector/remove_cipher_suites", "jmx/rmi_connector/remove_protocols"})
    void whatIsRemovedIsNotAgreedOn() throws Exception {
        NodeHome home = NodeHome.create();
        Path store = Stores.create(home.root().resolve("conf/jmx.p12"), PASSWORD);
        int port = FreePorts.next();
        try (NodeProcess node = start(home, port, " ssl=\"Y\"", "<hostname>127.0.0.1</hostname><keystore type=\"PKCS12\"><keystore_file>"
                + store.getFileName() + "</keystore_file><keystore_password>" + PASSWORD + "</keystore_password></keystore>"
                + "<remove_cipher_suites>AES_256</remove_cipher_suites><remove_protocols>TLSv1\\.3</remove_protocols>" + ManagedNode.USERS)) {
            SSLSession session = agreed(port, null);
            assertThat(session.getProtocol()).isEqualTo("TLSv1.2");
            assertThat(session.getCipherSuite()).doesNotContain("AES_256");
            assertThatThrownBy(() -> agreed(port, "TLSv1.2", AES256)).isInstanceOf(SSLException.class);
            assertThat(node.alive()).isTrue();
        }
    }

    @Test
    @Setting("jmx/rmi_connector/test_timeout_millis")
    void connectorThatTakesTooLongDoesNotHoldUpTheStart() throws Exception {
        int port = FreePorts.next();
        try (NodeProcess node = start(NodeHome.create(), port, "", "<hostname>127.0.0.1</hostname><test_timeout_millis>1</test_timeout_millis>"
                + ManagedNode.USERS)) {
            assertThat(node.log()).filteredOn(line -> line.contains("test_timeout_millis=1")).singleElement().asString().contains(" WARN ");
        }
    }

    @Test
    @Setting({"jmx/disable_long_list_properties", "jmx/disable_session_mbeans"})
    void longListsAndSessionsAreShownOnlyWhenAskedFor() throws Exception {
        int port = FreePorts.next();
        try (ManagedNode node = ManagedNode.start(ManagedNode.settings(port,
                "<disable_long_list_properties>Y</disable_long_list_properties><disable_session_mbeans>sampled_statistics_only"
                + "</disable_session_mbeans>"), port);
                RawStream client = RawStream.open(node.process.port(), "TEST")) {
            assertThat((List<?>) node.get("type=Resource", "CurrentSessionList")).singleElement().asString()
                    .contains("disable_long_list_properties");
            assertThat(node.call("type=Resource", "getCurrentSessionListProtected", Integer.class, 5)).isEqualTo(List.of(client.sessionId()));
            String session = "type=Session,sessionId=" + client.sessionId();
            Await.until("the MBean of the session", () -> node.mbeans().isRegistered(ManagedNode.name(session)));
            assertThat(node.get(session, "RemoteIP")).isEqualTo("127.0.0.1");
            assertThat(node.get(session, "ItemUpdateFrequency")).as("a sample").isNull();
        }
    }
}
