package dev.sluice.tests.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.tests.kit.Await;
import dev.sluice.tests.kit.Behaviour;
import dev.sluice.tests.kit.Layout;
import dev.sluice.tests.kit.NodeHome;
import dev.sluice.tests.kit.NodeProcess;
import dev.sluice.tests.kit.NodeReads;
import dev.sluice.tests.kit.NodeSettings;
import dev.sluice.tests.member.Caller.Talk;
import dev.sluice.tests.port.FreePorts;
import dev.sluice.tests.proof.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two TLS sockets of one node with a keystore each. */
@Timeout(120)
class NodeTlsTest {

    private static NodeProcess node;
    private static int push;
    private static int push1;

    @BeforeAll
    static void start() throws Exception {
        NodeHome home = NodeHome.create();
        keystore("push.mycompany.com", home.root().resolve("conf/push.p12"));
        Path first = Files.createDirectories(home.root().resolve("conf/..first"));
        keystore("push1.mycompany.com", first.resolve("push1.p12"));
        keystore("renewed.mycompany.com", Files.createDirectories(home.root().resolve("conf/..second")).resolve("push1.p12"));
        Files.createSymbolicLink(home.root().resolve("conf/..data"), Path.of("..first"));
        Files.createSymbolicLink(home.root().resolve("conf/push1.p12"), Path.of("..data/push1.p12"));
        push = FreePorts.next();
        push1 = FreePorts.next();
        node = NodeProcess.start(new NodeSettings().set("control_link_address", "push1.mycompany.com")
                .socket("HTTPS Server S", "127.0.0.1", push, "<port_type>CREATE_ONLY</port_type>" + store("push.p12"))
                .socket("HTTPS Server CR", "127.0.0.1", push1, "<port_type>CONTROL_ONLY</port_type>" + store("push1.p12")
                        + "<disable_TLS_renegotiation>Y</disable_TLS_renegotiation>"), home);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    @Behaviour(11)
    void certificateDependsOnTheSocketAlone() throws Exception {
        for (String name : List.of("push.mycompany.com", "push1.mycompany.com", "unknown.example")) {
            assertThat(shown(push, name)).isEqualTo("CN=push.mycompany.com");
            assertThat(shown(push1, name)).isIn("CN=push1.mycompany.com", "CN=renewed.mycompany.com");
        }
    }

    @Test
    @Behaviour({4, 5, 11})
    void sessionGoesFromOneTlsSocketToTheOther() throws Exception {
        Caller create = Caller.tls("127.0.0.1", push, trusting());
        Caller control = Caller.tls("127.0.0.1", push1, trusting());
        String session = create.session();
        assertThat(control.control(session)).isEqualTo("REQOK,1");
        assertThat(control.ask("create_session", Caller.CREATE).get(0)).startsWith("CONERR,70,");
        try (Talk talk = control.webSocket()) {
            assertThat(talk.send("bind_session", "LS_session=" + session).line()).startsWith("CONOK," + session);
            assertThat(talk.line()).isEqualTo("SERVNAME,HTTPS Server CR");
        }
    }

    @Test
    void runningNodeTakesOverAMountedSecret() throws Exception {
        try (Talk living = Caller.tls("127.0.0.1", push, trusting()).webSocket()) {
            String session = Caller.idOf(living.send("create_session", Caller.CREATE).line());
            Path next = Files.createSymbolicLink(node.home().root().resolve("conf/..next"), Path.of("..second"));
            Files.move(next, node.home().root().resolve("conf/..data"), StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            Await.until("the new certificate is shown", () -> shown(push1, "x").equals("CN=renewed.mycompany.com"));
            assertThat(node.logText()).contains("New certificate of https_server \"HTTPS Server CR\"");
            assertThat(living.send("control", "LS_reqId=1&LS_op=constrain&LS_session=" + session).line("REQ")).isEqualTo("REQOK,1");
        }
    }

    @Test
    @Setting("https_server/disable_TLS_renegotiation")
    void renegotiationByTheClientEndsTheConnection() throws Exception {
        assertThatThrownBy(() -> renegotiate(push1)).isInstanceOf(IOException.class);
        int tolerant = FreePorts.next();
        NodeHome home = NodeHome.create();
        keystore("push.mycompany.com", home.root().resolve("conf/push.p12"));
        try (NodeProcess other = NodeProcess.start(new NodeSettings().socket("S", "127.0.0.1", tolerant, store("push.p12")), home)) {
            renegotiate(tolerant);
        }
    }

    private static void renegotiate(int port) throws Exception {
        try (SSLSocket socket = (SSLSocket) trusting().getSocketFactory().createSocket("127.0.0.1", port)) {
            socket.setSoTimeout((int) Await.SOON.toMillis());
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            socket.startHandshake();
            socket.getSession().invalidate();
            socket.startHandshake();
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes());
            if (socket.getInputStream().read() != 'H') {
                throw new IOException("no answer after the second handshake");
            }
            NodeReads.meter(port).read(1);
        }
    }

    static String store(String file) {
        return "<keystore type=\"PKCS12\"><keystore_file>" + file
                + "</keystore_file><keystore_password>mypassword</keystore_password></keystore>";
    }

    static void keystore(String name, Path file) throws Exception {
        Process keytool = new ProcessBuilder(Path.of(Layout.java()).resolveSibling("keytool").toString(), "-genkeypair", "-alias", "key",
                "-keyalg", "EC", "-dname", "CN=" + name, "-validity", "100", "-storetype", "PKCS12", "-storepass", "mypassword",
                "-keystore", file.toString()).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes());
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool: " + said);
        }
    }

    static String shown(int port, String name) throws Exception {
        try (SSLSocket socket = (SSLSocket) trusting().getSocketFactory().createSocket("127.0.0.1", port)) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(name)));
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSubjectX500Principal().getName();
        }
    }

    /** A client that takes any certificate; host names are no matter here. */
    private static SSLContext trusting() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new AnyCertificate()}, null);
        return context;
    }

    private static final class AnyCertificate extends javax.net.ssl.X509ExtendedTrustManager implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {
        }

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
}
