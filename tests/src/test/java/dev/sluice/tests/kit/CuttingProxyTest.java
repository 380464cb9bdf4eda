package dev.sluice.tests.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;

/** The relay does to connections what the failure tests count on. */
class CuttingProxyTest {

    private static final int PATIENCE_MILLIS = 5_000;

    @Test
    void relaysBothWaysAndEndsWithItsPeers() throws IOException {
        try (Pair pair = new Pair()) {
            pair.client.getOutputStream().write('a');
            assertThat(pair.node.getInputStream().read()).isEqualTo('a');
            pair.node.getOutputStream().write('b');
            assertThat(pair.client.getInputStream().read()).isEqualTo('b');
            pair.node.close();
            assertThat(pair.client.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void cutResetsBothSides() throws IOException {
        try (Pair pair = new Pair()) {
            Await.until("the relay", () -> pair.proxy.open() == 1);
            pair.proxy.cut();
            assertThatThrownBy(() -> pair.client.getInputStream().read()).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> pair.node.getInputStream().read()).isInstanceOf(IOException.class);
            Await.until("the relay to forget both", () -> pair.proxy.open() == 0);
        }
    }

    @Test
    void stalledDataArrivesAfterResuming() throws IOException {
        try (Pair pair = new Pair()) {
            pair.proxy.stall();
            pair.node.getOutputStream().write("xy".getBytes());
            pair.client.setSoTimeout(100);
            assertThatThrownBy(() -> pair.client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            pair.client.setSoTimeout(PATIENCE_MILLIS);
            pair.proxy.resume();
            assertThat(pair.client.getInputStream().readNBytes(2)).isEqualTo("xy".getBytes());
        }
    }

    @Test
    void refusedConnectionIsReset() throws IOException {
        try (Pair pair = new Pair()) {
            pair.proxy.refuse(true);
            try (Socket late = new Socket(InetAddress.getLoopbackAddress(), pair.proxy.port())) {
                late.setSoTimeout(PATIENCE_MILLIS);
                assertThatThrownBy(() -> {
                    late.getOutputStream().write('x');
                    if (late.getInputStream().read() < 0) {
                        throw new IOException("closed");
                    }
                }).isInstanceOf(IOException.class);
            }
            assertThat(pair.proxy.accepted()).isEqualTo(1);
        }
    }

    /** A client and a node with the relay between them. */
    private static final class Pair implements AutoCloseable {
        private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        private final CuttingProxy proxy = CuttingProxy.to(server.getLocalPort());
        private final Socket client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        private final Socket node = server.accept();

        Pair() throws IOException {
            client.setSoTimeout(PATIENCE_MILLIS);
            node.setSoTimeout(PATIENCE_MILLIS);
        }

        @Override
        public void close() throws IOException {
            client.close();
            node.close();
            proxy.close();
            server.close();
        }
    }
}
