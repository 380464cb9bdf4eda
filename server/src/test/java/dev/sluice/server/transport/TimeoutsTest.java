package dev.sluice.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimeoutsTest {

    @TempDir
    Path dir;

    @Test
    void aSlowRequestAndAnIdleConnectionAreClosedButNotAStream() throws Exception {
        try (TransportFixture node = new TransportFixture(dir, s -> s.readTimeoutMillis = 300);
             RawClient streaming = node.connect(); RawClient slow = node.connect(); RawClient idle = node.connect();
             RawWebSocket half = node.webSocket(); RawWebSocket quiet = node.webSocket()) {
            streaming.send("POST /lightstreamer/create_session.txt HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n").head();
            streaming.chunk();
            quiet.send("hello");
            quiet.read();
            half.send("hello");
            half.read();
            half.client.send(new byte[] {(byte) 0x81});
            idle.get("/lightstreamer/msg.txt");
            slow.send("POST /lightstreamer/msg.txt HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nabc");
            assertThat(slow.atEnd()).isTrue();
            assertThat(idle.atEnd()).isTrue();
            assertThat(half.client.atEnd()).isTrue();
            node.entry.stream().send("PROBE\r\n");
            assertThat(streaming.chunk()).isEqualTo("PROBE\r\n");
            quiet.send("again");
            assertThat(quiet.read().text()).isEqualTo("echo again\r\n");
        }
    }

    @Test
    void aTlsHandshakeThatDoesNotMoveIsClosed() throws Exception {
        ThrowAwayCertificates.write(ThrowAwayCertificates.store("server"), dir.resolve("store.p12"));
        try (TransportFixture node = new TransportFixture(dir, s -> {
            s.handshakeTimeoutMillis = 300;
            var socket = s.httpServers.remove(0);
            socket.keystore = new dev.sluice.server.config.SocketSettings.StoreSettings();
            socket.keystore.type = "PKCS12";
            socket.keystore.file = "store.p12";
            socket.keystore.password = new dev.sluice.server.config.SocketSettings.Password();
            socket.keystore.password.value = "secret";
            s.httpsServers.add(socket);
        }); RawClient silent = node.connect()) {
            assertThat(silent.atEnd()).isTrue();
        }
    }

    @Test
    void aSocketThatTakesNothingIsCutAfterTheWriteTimeout() throws Exception {
        try (TransportFixture node = new TransportFixture(dir, s -> s.writeTimeoutMillis = 400);
             RawWebSocket stuck = node.webSocket()) {
            stuck.send("stream");
            stuck.read();
            ScriptedEntry.Opened stream = node.entry.stream();
            // The kernel may take a little more after the first refusal.
            String told = "writable";
            while (told.equals("writable")) {
                SlowReaderTest.fill(stream);
                told = TransportFixture.take(stream.told);
            }
            assertThat(told).isEqualTo("lost");
        }
    }
}
