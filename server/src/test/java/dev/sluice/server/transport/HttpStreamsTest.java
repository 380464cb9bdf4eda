package dev.sluice.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.session.LoopThread;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpStreamsTest {

    private static final String CREATE = "POST /lightstreamer/create_session.txt?LS_protocol=TLCP-2.5.0 HTTP/1.1\r\n"
            + "Host: h\r\nContent-Length: 0\r\n";
    private static TransportFixture node;

    @BeforeAll
    static void start(@TempDir Path dir) throws Exception {
        node = new TransportFixture(dir, s -> { });
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void aStreamIsChunkedAndItsEndLeavesTheConnectionForTheNextRequest() throws Exception {
        try (RawClient client = node.connect()) {
            RawClient.Response head = new RawClient.Response(client.send(CREATE + "\r\n").head(), "");
            assertThat(head.header("content-type")).isEqualTo("text/enriched; charset=utf-8");
            assertThat(head.header("transfer-encoding")).isEqualTo("chunked");
            assertThat(head.header("content-length")).isNull();
            assertThat(client.chunk()).isEqualTo("CONOK\r\n");
            ScriptedEntry.Opened stream = node.entry.stream();
            assertThat(stream.stream.bodyLimit()).isEqualTo(Long.MAX_VALUE);
            for (int length : new int[] {1, 15, 16, 255, 256, 4095, 4096, 70_000}) {
                stream.send("x".repeat(length));
                assertThat(client.chunk()).hasSize(length);
            }
            stream.onLoop(() -> stream.stream.finish(false));
            assertThat(client.chunk()).isEmpty();
            assertThat(client.get("/lightstreamer/msg.txt?next").body()).startsWith("msg next");
            assertThat(stream.told).doesNotContain("lost");
        }
    }

    @Test
    void requestsSentDuringAStreamAreServedAfterIt() throws Exception {
        try (RawClient client = node.connect()) {
            client.send(CREATE + "\r\n").send("GET /lightstreamer/msg.txt?ahead HTTP/1.1\r\nHost: h\r\n\r\n").head();
            client.chunk();
            ScriptedEntry.Opened stream = node.entry.stream();
            stream.onLoop(() -> stream.stream.finish(false));
            assertThat(client.chunk()).isEmpty();
            assertThat(client.response(true).body()).startsWith("msg ahead");
        }
    }

    @Test
    void finishingMayCloseTheSocketAfterTheLastChunk() throws Exception {
        try (RawClient client = node.connect()) {
            client.send(CREATE + "\r\n").head();
            client.chunk();
            ScriptedEntry.Opened stream = node.entry.stream();
            stream.send("LOOP,0\r\n");
            stream.onLoop(() -> stream.stream.finish(true));
            assertThat(client.rest()).isEqualTo("8\r\nLOOP,0\r\n\r\n0\r\n\r\n");
        }
    }

    @Test
    void aClientThatWantsToCloseGetsTheLimitAsLengthAndAnEarlyEnd() throws Exception {
        try (RawClient client = node.connect()) {
            RawClient.Response head = new RawClient.Response(client.send(CREATE + "Connection: close\r\n\r\n").head(), "");
            assertThat(head.header("content-length")).isEqualTo("1000");
            assertThat(head.header("connection")).isEqualTo("close");
            assertThat(head.header("transfer-encoding")).isNull();
            ScriptedEntry.Opened stream = node.entry.stream();
            assertThat(stream.stream.bodyLimit()).isEqualTo(1000);
            stream.send("LOOP,0\r\n");
            stream.onLoop(() -> stream.stream.finish(false));
            assertThat(client.rest()).isEqualTo("CONOK\r\nLOOP,0\r\n");
        }
    }

    @Test
    void anAbortedStreamBreaksOffWithoutALastChunk() throws Exception {
        try (RawClient client = node.connect()) {
            client.send(CREATE + "\r\n").head();
            client.chunk();
            ScriptedEntry.Opened stream = node.entry.stream();
            stream.onLoop(() -> stream.stream.abort());
            assertThat(client.atEnd()).isTrue();
            assertThat(stream.told).isEmpty();
        }
    }

    @Test
    void theSessionHearsThatTheSocketOfItsLastStreamIsGone() throws Exception {
        ScriptedEntry.Opened stream;
        try (RawClient client = node.connect()) {
            client.send(CREATE + "\r\n").head();
            stream = node.entry.stream();
            ScriptedEntry.Opened opened = stream;
            stream.onLoop(() -> opened.stream.finish(false));
        }
        assertThat(TransportFixture.take(stream.told)).isEqualTo("end in doubt");
    }

    @Test
    void theSessionHearsOnceThatItsClientIsGone() throws Exception {
        ScriptedEntry.Opened stream;
        try (RawClient client = node.connect()) {
            client.send(CREATE + "\r\n").head();
            stream = node.entry.stream();
        }
        assertThat(TransportFixture.take(stream.told)).isEqualTo("lost");
        assertThat(stream.from.open()).isFalse();
        stream.send("into the void");
        stream.onLoop(() -> stream.stream.finish(false));
        assertThat(stream.told).isEmpty();
    }

    @Test
    void aSessionOfAnotherLoopWritesInOrderAndIsToldOnItsOwnLoop() throws Exception {
        ScriptedEntry.Opened stream;
        LoopThread other;
        try (RawClient client = node.connect()) {
            client.send(CREATE + "\r\n").head();
            client.chunk();
            stream = node.entry.stream();
            other = node.loops.threads().get(1 - stream.from.loop().thread().index());
            TransportFixture.onLoop(other, () -> {
                stream.stream.listener(new dev.sluice.server.session.StreamConnection.Listener() {
                    @Override
                    public void onWritable() {
                        stream.told.add("writable");
                    }

                    @Override
                    public void onLost(dev.sluice.server.session.StreamConnection connection) {
                        stream.told.add(other.current() ? "lost at home" : "lost elsewhere");
                    }

                    @Override
                    public void onEndInDoubt(dev.sluice.server.session.StreamConnection connection) {
                        stream.told.add("end in doubt");
                    }
                }, other);
                for (int i = 0; i < 100; i++) {
                    byte[] line = ("line " + i + "\r\n").getBytes(StandardCharsets.UTF_8);
                    stream.stream.write(line, 0, line.length);
                    stream.stream.flush();
                }
            });
            for (int i = 0; i < 100; i++) {
                assertThat(client.chunk()).isEqualTo("line " + i + "\r\n");
            }
        }
        assertThat(TransportFixture.take(stream.told)).isEqualTo("lost at home");
    }
}
