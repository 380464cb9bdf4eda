package dev.sluice.tests.member;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.kit.Await;
import dev.sluice.tests.kit.Behaviour;
import dev.sluice.tests.kit.Layout;
import dev.sluice.tests.kit.NodeHome;
import dev.sluice.tests.kit.NodeSettings;
import dev.sluice.tests.port.FreePorts;
import dev.sluice.tests.proof.Setting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** More TLS handshakes than one thread computes: {@code handshake_pool_max_queue}, {@code https_auth_pool_max_queue}. */
@Timeout(180)
class HandshakeQueuesTest {

    /** Each costs a signature with a long key. */
    private static final int CROWD = 60;
    private static final String STORE = "<keystore type=\"PKCS12\"><keystore_file>long.p12</keystore_file>"
            + "<keystore_password type=\"text\">changeit</keystore_password></keystore>";

    private final List<Socket> crowd = new ArrayList<>();
    private LoadedNode node;

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : crowd) {
            socket.close();
        }
        node.close();
    }

    private static NodeHome home() throws Exception {
        NodeHome home = NodeHome.create();
        Path file = home.root().resolve("conf/long.p12");
        Process keytool = new ProcessBuilder(Path.of(Layout.java()).resolveSibling("keytool").toString(), "-genkeypair", "-alias", "a",
                "-keyalg", "RSA", "-keysize", "4096", "-dname", "CN=localhost", "-ext", "SAN=IP:127.0.0.1", "-storetype", "PKCS12", "-keystore", file.toString(),
                "-storepass", "changeit").inheritIO().start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return home;
    }

    private static SSLContext trusting() throws Exception {
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, new TrustManager[] {new X509TrustManager() {
            @Override
            public void checkClientTrusted(X509Certificate[] chain, String type) {
                throw new UnsupportedOperationException("a client only");
            }

            @Override
            public void checkServerTrusted(X509Certificate[] chain, String type) {
                // whatever the test made
            }

            @Override
            public X509Certificate[] getAcceptedIssuers() {
                return new X509Certificate[0];
            }
        }}, null);
        return tls;
    }

    private static byte[] clientHello(SSLContext tls) throws IOException {
        SSLEngine engine = tls.createSSLEngine();
        engine.setUseClientMode(true);
        ByteBuffer record = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(ByteBuffer.allocate(0), record);
        return Arrays.copyOf(record.array(), record.position());
    }

    /** Many clients say hello at once and no more. */
    private void crowd(int port, SSLContext tls) throws IOException {
        for (int i = 0; i < CROWD; i++) {
            crowd.add(new Socket(InetAddress.getLoopbackAddress(), port));
        }
        for (Socket socket : crowd) {
            socket.getOutputStream().write(clientHello(tls));
        }
    }

    private void assertPausedAndResumed(NodeSettings settings, String limit, String name, int port, int crowded) throws Exception {
        node = new LoadedNode(settings, home());
        SSLContext tls = trusting();
        Caller before = Caller.tls("127.0.0.1", port, tls);
        try (SteadySession steady = new SteadySession(node.general, node.script, "steady", null)) {
            assertThat(before.control(steady.id())).as("a connection that is open before").isEqualTo("REQOK,1");
            crowd(crowded, tls);
            node.awaitLog("New accept pauses on \"" + name + "\": ");
            assertThat(node.logged("more than " + limit)).isPositive();
            steady.assertServed();
            assertThat(before.control(steady.id())).as("the same connection").isEqualTo("REQOK,1");
            node.assertAdmitted(node.general);
            node.awaitLog("New accept resumes on \"" + name + "\": ");
            Await.until("handshakes go on", () -> Caller.tls("127.0.0.1", port, tls).control(steady.id()).equals("REQOK,1"));
            assertThat(node.logged("Server overloaded")).as("creations are not refused").isZero();
            steady.assertServed();
        }
    }

    @Test
    @Behaviour(8)
    @Setting({"handshake_pool_max_queue", "handshake_pool_size"})
    void handshakesThatWaitPauseTheTlsSocketForCreations() throws Exception {
        int port = FreePorts.next();
        assertPausedAndResumed(new NodeSettings().set("handshake_pool_size", "1").set("handshake_pool_max_queue", "5")
                        .set("handshake_timeout_millis", "60000")
                        .socket("S tls", "127.0.0.1", port, "<port_type>CREATE_ONLY</port_type>" + STORE),
                "handshake_pool_max_queue=5", "S tls", port, port);
    }

    @Test
    @Behaviour(8)
    void handshakesThatWaitOnAControlSocketPauseItAndAllSocketsForCreations() throws Exception {
        int port = FreePorts.next();
        assertPausedAndResumed(new NodeSettings().set("handshake_pool_size", "1").set("handshake_pool_max_queue", "5")
                        .set("handshake_timeout_millis", "60000").set("control_link_address", "localhost:" + port)
                        .socket("CR tls", "127.0.0.1", port, "<port_type>CONTROL_ONLY</port_type>" + STORE),
                "handshake_pool_max_queue=5", "CR tls\", \"S", port, port);
    }

    @Test
    @Behaviour(8)
    @Setting({"https_auth_pool_max_queue", "https_auth_pool_max_size"})
    void handshakesWithCertificatesHaveALimitOfTheirOwn() throws Exception {
        int port = FreePorts.next();
        assertPausedAndResumed(new NodeSettings().set("https_auth_pool_max_size", "1").set("https_auth_pool_max_free", "1")
                        .set("https_auth_pool_max_queue", "5").set("handshake_timeout_millis", "60000")
                        .socket("S certified", "127.0.0.1", port, "<port_type>CREATE_ONLY</port_type>" + STORE
                                + "<use_client_auth>Y</use_client_auth>"),
                "https_auth_pool_max_queue=5", "S certified", port, port);
    }
}
