package dev.sluice.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.config.NodeConfig;
import dev.sluice.server.config.SocketSettings;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each socket chooses by itself how the TLS sessions of its clients are resumed. */
class TlsResumptionTest {

    private static final String PROPERTY = "jdk.tls.server.enableSessionTicketExtension";

    @TempDir
    Path dir;

    @Test
    void ticketsLeaveNothingInTheCacheOfTheServer() throws Exception {
        String before = System.getProperty(PROPERTY);
        TlsMaterial cached = material(false);
        TlsMaterial tickets = material(true);
        assertThat(sessionsKeptAfterHandshakes(cached, 3)).isEqualTo(3);
        assertThat(sessionsKeptAfterHandshakes(tickets, 3)).isZero();
        assertThat(System.getProperty(PROPERTY)).isEqualTo(before);
    }

    private TlsMaterial material(boolean stateless) throws Exception {
        ThrowAwayCertificates.write(ThrowAwayCertificates.store("server"), dir.resolve("store.p12"));
        NodeConfig config = NodeConfig.defaults(dir, s -> {
            SocketSettings socket = new SocketSettings();
            socket.name = "secure";
            socket.keystore = new SocketSettings.StoreSettings();
            socket.keystore.type = "PKCS12";
            socket.keystore.file = "store.p12";
            socket.keystore.password = new SocketSettings.Password();
            socket.keystore.password.value = "secret";
            socket.statelessTlsSessionResumption = stateless;
            s.httpsServers.add(socket);
        });
        return TlsMaterial.load("secure", config.socket("secure").tls(), Runnable::run, new HandshakeCounts());
    }

    private static int sessionsKeptAfterHandshakes(TlsMaterial material, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            SSLEngine client = ThrowAwayCertificates.client(null).createSSLEngine();
            client.setUseClientMode(true);
            client.setEnabledProtocols(new String[] {"TLSv1.2"});
            handshake(client, material.context().newEngine(UnpooledByteBufAllocator.DEFAULT));
        }
        return Collections.list(material.context().sessionContext().getIds()).size();
    }

    private static void handshake(SSLEngine client, SSLEngine server) throws Exception {
        ByteBuffer toServer = ByteBuffer.allocate(100_000);
        ByteBuffer toClient = ByteBuffer.allocate(100_000);
        for (int turn = 0; turn < 100 && (moving(client) || moving(server) || turn == 0); turn++) {
            step(client, toClient, toServer);
            step(server, toServer, toClient);
        }
        assertThat(List.of(client.getHandshakeStatus(), server.getHandshakeStatus())).containsOnly(HandshakeStatus.NOT_HANDSHAKING);
    }

    private static boolean moving(SSLEngine engine) {
        return engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING;
    }

    private static void step(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws Exception {
        SSLEngineResult written;
        do {
            written = engine.wrap(ByteBuffer.allocate(0), out);
            tasks(engine);
        } while (written.bytesProduced() > 0 && engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP);
        in.flip();
        SSLEngineResult read;
        do {
            read = engine.unwrap(in, ByteBuffer.allocate(50_000));
            tasks(engine);
        } while (read.bytesConsumed() > 0 && in.hasRemaining());
        in.compact();
    }

    private static void tasks(SSLEngine engine) {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
    }
}
