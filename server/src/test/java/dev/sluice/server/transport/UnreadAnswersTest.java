package dev.sluice.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An HTTP client that asks and asks, and does not read what it is answered. */
class UnreadAnswersTest {

    private static final int REQUESTS = 1_500;
    private static final String BODY = "x".repeat(20_000);

    @TempDir
    Path dir;

    @Test
    void answersThatAreNotReadHoldBackFurtherRequests() throws Exception {
        try (TransportFixture node = new TransportFixture(dir, s -> { }); RawClient client = node.connect()) {
            Thread asking = new Thread(() -> ask(client));
            asking.start();
            HttpExchange exchange = (HttpExchange) TransportFixture.take(node.entry.connections);
            Channel channel = exchange.context().channel();
            TransportFixture.await(() -> !channel.config().isAutoRead() || node.entry.requests.size() == REQUESTS);
            assertThat(node.entry.requests).hasSizeLessThan(REQUESTS);
            assertThat(channel.unsafe().outboundBuffer().totalPendingWriteBytes()).isLessThan(1_000_000);

            for (int i = 0; i < REQUESTS; i++) {
                assertThat(client.response(true).body()).endsWith(BODY + "\r\n");
            }
            asking.join();
            assertThat(node.entry.requests).hasSize(REQUESTS);
        }
    }

    @Test
    void anAnswerThatIsReadSlowlyIsNotCutByTheReadTimeout() throws Exception {
        String body = "y".repeat(390_000);
        try (TransportFixture node = new TransportFixture(dir, s -> s.readTimeoutMillis = 200); Socket small = new Socket()) {
            small.setReceiveBufferSize(8_192);
            small.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), node.port()));
            RawClient slow = new RawClient(small);
            slow.send("POST /lightstreamer/msg.txt HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
            TransportFixture.take(node.entry.connections);
            for (int i = 0; i < 2; i++) {
                try (RawClient idle = node.connect()) {
                    assertThat(idle.atEnd()).isTrue();
                }
            }
            assertThat(slow.response(true).body()).endsWith(body + "\r\n");
        }
    }

    private static void ask(RawClient client) {
        String request = "POST /lightstreamer/msg.txt HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + BODY.length() + "\r\n\r\n" + BODY;
        try {
            for (int i = 0; i < REQUESTS; i++) {
                client.send(request);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
