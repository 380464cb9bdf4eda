package dev.sluice.server.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.server.config.SocketSettings;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AcceptPauseTest {

    @TempDir
    Path dir;

    @Test
    void acceptingPausesAndResumesWithoutClosingAnything() throws Exception {
        try (TransportFixture node = new TransportFixture(dir, s -> { })) {
            ListeningSocket socket = node.transport.sockets().get(0);
            pause(socket);
            try (RawClient first = node.connect()) {
                notAnswered(first);
                socket.resume();
                assertThat(first.response(true).status()).isEqualTo(200);
                pause(socket);
                try (RawClient waiting = node.connect()) {
                    notAnswered(waiting);
                    assertThat(first.get("/lightstreamer/msg.txt").status()).isEqualTo(200);
                    assertThat(socket.connections()).isEqualTo(1);
                    assertThat(socket.pausedMillis()).isPositive();
                    socket.resume();
                    assertThat(waiting.response(true).status()).isEqualTo(200);
                }
                assertThat(first.get("/lightstreamer/msg.txt").status()).isEqualTo(200);
            }
            TransportFixture.await(() -> socket.connections() == 0);
        }
    }

    @Test
    void connectionsAreSharedByTheLoops() throws Exception {
        try (TransportFixture node = new TransportFixture(dir, s -> { }); RawClient one = node.connect(); RawClient two = node.connect()) {
            one.get("/lightstreamer/msg.txt");
            two.get("/lightstreamer/msg.txt");
            int first = TransportFixture.take(node.entry.connections).loop().thread().index();
            int second = TransportFixture.take(node.entry.connections).loop().thread().index();
            assertThat(first + second).isEqualTo(1);
        }
    }

    @Test
    void aTakenPortIsReportedWithSocketAddressAndPortAndNothingStaysOpen() throws Exception {
        try (TransportFixture holder = new TransportFixture(dir, s -> { })) {
            int[] freed = new int[1];
            try (java.net.ServerSocket free = new java.net.ServerSocket(0)) {
                freed[0] = free.getLocalPort();
            }
            assertThatThrownBy(() -> new TransportFixture(dir, s -> {
                s.httpServers.get(0).port = freed[0];
                SocketSettings second = new SocketSettings();
                second.name = "second";
                second.port = holder.port();
                second.listeningInterface = "127.0.0.1";
                s.httpServers.add(second);
            })).isInstanceOf(IOException.class)
                    .hasMessageStartingWith("cannot listen with http_server \"second\" on 127.0.0.1:" + holder.port() + ": ")
                    .hasMessageContaining("in use").hasMessageContaining("\"ss -ltnp sport = :" + holder.port() + "\"")
                    .hasMessageEndingWith("give port of this http_server another port").hasMessageNotContainingAny("\n");
            try (java.net.ServerSocket again = new java.net.ServerSocket(freed[0])) {
                assertThat(again.isBound()).isTrue();
            }
        }
    }

    private static void pause(ListeningSocket socket) throws Exception {
        socket.pause();
        socket.acceptor().submit(() -> { }).get();
    }

    private static void notAnswered(RawClient client) throws IOException {
        client.send("GET /lightstreamer/msg.txt HTTP/1.1\r\nHost: h\r\n\r\n");
        client.socket.setSoTimeout(200);
        assertThatThrownBy(client::octet).isInstanceOf(SocketTimeoutException.class);
        client.socket.setSoTimeout(TransportFixture.PATIENCE_SECONDS * 1000);
    }
}
