package dev.sluice.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.sluice.server.LogLines;
import dev.sluice.server.config.SocketSettings;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that send through an open TLS connection what is no TLS. */
class BrokenTlsTest {

    private static final byte[] NO_TLS = "this is no TLS record, nor the beginning of one".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path dir;

    private SSLContext trusting;

    @BeforeEach
    void trust() throws Exception {
        trusting = ThrowAwayCertificates.client(null);
    }

    @Test
    void aBrokenWebSocketIsNoErrorOfTheNode() throws Exception {
        try (LogLines log = LogLines.of("LightstreamerLogger.connections.WS");
             TransportFixture node = node();
             Socket wire = new Socket(InetAddress.getLoopbackAddress(), node.port());
             RawWebSocket socket = new RawWebSocket(tls(wire), "TLCP-2.5.0.lightstreamer.com")) {
            socket.send("hello");
            assertThat(socket.read().text()).isEqualTo("echo hello\r\n");
            wire.getOutputStream().write(NO_TLS);
            TransportFixture.take(node.entry.closed);
            assertThat(log.at(Level.ERROR)).isEmpty();
            assertThat(log.at(Level.DEBUG)).anySatisfy(line -> assertThat(line).contains("failed", "not an SSL/TLS record"));
        }
    }

    @Test
    void aBrokenHttpConnectionIsNoErrorOfTheNode() throws Exception {
        try (LogLines log = LogLines.of("LightstreamerLogger.connections.http");
             TransportFixture node = node();
             Socket wire = new Socket(InetAddress.getLoopbackAddress(), node.port());
             RawClient client = tls(wire)) {
            assertThat(client.get("/lightstreamer/msg.txt").status()).isEqualTo(200);
            wire.getOutputStream().write(NO_TLS);
            TransportFixture.await(() -> node.transport.sockets().get(0).connections() == 0);
            assertThat(log.at(Level.ERROR)).isEmpty();
        }
    }

    private RawClient tls(Socket wire) throws Exception {
        SSLSocket socket = (SSLSocket) trusting.getSocketFactory().createSocket(wire, "localhost", wire.getPort(), true);
        socket.setSoTimeout(TransportFixture.PATIENCE_SECONDS * 1000);
        socket.startHandshake();
        return new RawClient(socket);
    }

    private TransportFixture node() throws Exception {
        ThrowAwayCertificates.write(ThrowAwayCertificates.store("server"), dir.resolve("store.p12"));
        return new TransportFixture(dir, s -> {
            SocketSettings socket = new SocketSettings();
            socket.name = "secure";
            socket.keystore = new SocketSettings.StoreSettings();
            socket.keystore.type = "PKCS12";
            socket.keystore.file = "store.p12";
            socket.keystore.password = new SocketSettings.Password();
            socket.keystore.password.value = "secret";
            s.httpsServers.add(socket);
            s.httpServers.clear();
        });
    }
}
