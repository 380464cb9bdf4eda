package dev.sluice.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.request.ClientConnection;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebSocketsTest {

    private static TransportFixture node;

    @BeforeAll
    static void start(@TempDir Path dir) throws Exception {
        node = new TransportFixture(dir, s -> {
            s.requestLimit = 1000;
            s.websocket.maxOutboundFrameSize = 2000;
        });
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void theHandshakeEchoesOneTokenAsItWasOffered() throws Exception {
        try (RawWebSocket socket = new RawWebSocket(node.connect(),
                "other, TLCP-2.1.0.lightstreamer.com,  TLCP-2.3.077.lightstreamer.com, TLCP-3.0.0.lightstreamer.com")) {
            assertThat(socket.handshake.header("sec-websocket-protocol")).isEqualTo("TLCP-2.3.077.lightstreamer.com");
            assertThat(socket.handshake.header("sec-websocket-accept")).isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
            assertThat(socket.handshake.header("server")).isEqualTo("Sluice/test");
            socket.send("wsok");
            assertThat(socket.read().text()).isEqualTo("echo wsok\r\n");
            assertThat(lastConnection().version().minor()).isEqualTo(3);
        }
    }

    @Test
    void framesThatCameWithTheHandshakeAreNotLost() throws Exception {
        try (RawClient client = node.connect()) {
            byte[] head = bytes(RawWebSocket.HANDSHAKE + "Sec-WebSocket-Protocol: TLCP-2.5.0.lightstreamer.com\r\n\r\n");
            byte[] frame = RawWebSocket.frame(0x81, bytes("early"));
            byte[] both = java.util.Arrays.copyOf(head, head.length + frame.length);
            System.arraycopy(frame, 0, both, head.length, frame.length);
            client.send(both);
            assertThat(client.head()).startsWith("HTTP/1.1 101");
            client.bytes(2);
            assertThat(client.text(12)).isEqualTo("echo early\r\n");
        }
    }

    @Test
    void aMessageMayComeInFragmentsWithAPingBetween() throws Exception {
        try (RawWebSocket socket = node.webSocket()) {
            socket.send(0x01, bytes("con"));
            socket.send(0x89, bytes("are you there"));
            RawWebSocket.Frame pong = socket.read();
            assertThat(pong.opcode()).isEqualTo(FrameWriter.PONG);
            assertThat(pong.text()).isEqualTo("are you there");
            socket.send(0x00, bytes("tr"));
            socket.send(0x80, bytes("ol"));
            assertThat(socket.read().text()).isEqualTo("echo control\r\n");
        }
    }

    @Test
    void pongsMayWaitAndThenAnswerTheLastPing(@TempDir Path dir) throws Exception {
        try (TransportFixture slow = new TransportFixture(dir, s -> s.websocket.maxPongDelayMillis = 300);
                RawWebSocket socket = slow.webSocket()) {
            socket.send(0x89, bytes("first"));
            socket.send(0x89, bytes("last"));
            socket.send("request");
            assertThat(socket.read().text()).isEqualTo("echo request\r\n");
            assertThat(socket.read().text()).isEqualTo("last");
            socket.send(0x89, bytes("again"));
            assertThat(socket.read().text()).isEqualTo("again");
        }
    }

    @Test
    void violationsEndWithTheirCloseCodeAndAreNotRequests() throws Exception {
        closes(1003, 0x82, bytes("binary"));
        closes(1009, 0x81, bytes("x".repeat(8001)));
        closes(1007, 0x81, new byte[] {(byte) 0xc3, 0x28});
        closes(1002, 0x83, bytes("reserved"));
    }

    @Test
    void requestsSentBeforeTheCloseAreExecuted() throws Exception {
        try (RawWebSocket socket = node.webSocket()) {
            socket.send("control\r\nLS_op=destroy&before-close");
            socket.send(0x88, new byte[] {3, (byte) 0xe8});
            assertThat(socket.read().text()).contains("before-close");
            RawWebSocket.Frame close = socket.read();
            assertThat(close.opcode()).isEqualTo(FrameWriter.CLOSE);
            assertThat(close.closeCode()).isEqualTo(1000);
            assertThat(socket.client.atEnd()).isTrue();
        }
        assertThat(node.entry.requests).anyMatch(request -> request.contains("before-close"));
    }

    @Test
    void aSocketCutByTheClientStillHasItsLastRequestExecuted() throws Exception {
        try (RawWebSocket socket = node.webSocket()) {
            socket.send("control\r\nlast-word");
        }
        TransportFixture.await(() -> node.entry.requests.stream().anyMatch(r -> r.contains("last-word")));
    }

    @Test
    void longMessagesAreSplitIntoFrames() throws Exception {
        try (RawWebSocket socket = node.webSocket()) {
            String text = "y".repeat(4500);
            socket.send(text);
            RawWebSocket.Frame first = socket.read();
            RawWebSocket.Frame second = socket.read();
            RawWebSocket.Frame last = socket.read();
            assertThat(first.fin()).isFalse();
            assertThat(first.opcode()).isEqualTo(FrameWriter.TEXT);
            assertThat(second.opcode()).isEqualTo(FrameWriter.CONTINUATION);
            assertThat(last.fin()).isTrue();
            assertThat(first.payload()).hasSize(2000);
            assertThat(first.text() + second.text() + last.text()).isEqualTo("echo " + text + "\r\n");
        }
    }

    @Test
    void oneSessionAfterTheOtherUsesTheSocketAndAnAnswerComesBeforeLaterNotifications() throws Exception {
        try (RawWebSocket socket = node.webSocket()) {
            socket.send("stream");
            assertThat(socket.read().text()).isEqualTo("CONOK\r\n");
            ScriptedEntry.Opened first = node.entry.stream();
            assertThat(first.stream.webSocket()).isTrue();
            first.onLoop(() -> {
                first.from.answer(bytes("REQOK,1\r\n"));
                first.stream.write(bytes("U,1,1,x\r\n"), 0, 9);
                first.stream.flush();
            });
            assertThat(socket.read().text()).isEqualTo("REQOK,1\r\n");
            assertThat(socket.read().text()).isEqualTo("U,1,1,x\r\n");
            first.send("LOOP,0\r\n");
            first.onLoop(() -> first.stream.finish(false));
            assertThat(socket.read().text()).isEqualTo("LOOP,0\r\n");
            socket.send("stream");
            assertThat(socket.read().text()).isEqualTo("CONOK\r\n");
            ScriptedEntry.Opened second = node.entry.stream();
            second.send("END,31,x\r\n");
            second.onLoop(() -> second.stream.finish(true));
            assertThat(socket.read().text()).isEqualTo("END,31,x\r\n");
            assertThat(socket.read().closeCode()).isEqualTo(1000);
            socket.send(0x88, new byte[] {3, (byte) 0xe8});
            assertThat(socket.client.atEnd()).isTrue();
            assertThat(first.told).isEmpty();
            assertThat(second.told).isEmpty();
        }
    }

    @Test
    void aSocketThatOutlivesItsSessionDoesNotKeepIt() throws Exception {
        try (RawWebSocket socket = node.webSocket()) {
            socket.send("stream");
            assertThat(socket.read().text()).isEqualTo("CONOK\r\n");
            WeakReference<Object> session = endedAndForgotten();
            TransportFixture.await(() -> {
                System.gc();
                return session.get() == null;
            });
            socket.send("still here");
            assertThat(socket.read().text()).isEqualTo("echo still here\r\n");
        }
    }

    private static WeakReference<Object> endedAndForgotten() throws InterruptedException {
        ScriptedEntry.Opened stream = node.entry.stream();
        stream.onLoop(() -> {
            stream.stream.finish(false);
            stream.stream.forget();
        });
        return new WeakReference<>(stream);
    }

    @Test
    void anAbortCutsTheSocketWithoutACloseFrame() throws Exception {
        try (RawWebSocket socket = node.webSocket()) {
            socket.send("stream");
            socket.read();
            ScriptedEntry.Opened stream = node.entry.stream();
            stream.onLoop(() -> stream.stream.abort());
            assertThat(socket.client.atEnd()).isTrue();
        }
    }

    @Test
    void theEndOfASocketIsToldToItsSessionAndToTheRequests() throws Exception {
        ScriptedEntry.Opened stream;
        try (RawWebSocket socket = node.webSocket()) {
            socket.send("stream");
            socket.read();
            stream = node.entry.stream();
        }
        assertThat(TransportFixture.take(stream.told)).isEqualTo("lost");
        TransportFixture.await(() -> node.entry.closed.contains(stream.from));
        assertThat(stream.from.open()).isFalse();
    }

    @Test
    void closingAfterTheAnswersSendsThemFirst() throws Exception {
        try (RawWebSocket socket = node.webSocket()) {
            node.entry.connections.clear();
            socket.send("x");
            socket.read();
            var connection = TransportFixture.take(node.entry.connections);
            connection.answer(bytes("REQOK\r\n"));
            connection.closeAfterAnswers();
            assertThat(socket.read().text()).isEqualTo("REQOK\r\n");
            assertThat(socket.read().closeCode()).isEqualTo(1000);
        }
    }

    private static void closes(int code, int first, byte[] payload) throws Exception {
        int before = node.entry.requests.size();
        try (RawWebSocket socket = node.webSocket()) {
            socket.send(first, payload);
            RawWebSocket.Frame close = socket.read();
            assertThat(close.opcode()).isEqualTo(FrameWriter.CLOSE);
            assertThat(close.closeCode()).isEqualTo(code);
            assertThat(socket.client.atEnd()).isTrue();
        }
        assertThat(node.entry.requests).hasSize(before);
    }

    private static ClientConnection lastConnection() throws InterruptedException {
        ClientConnection last = TransportFixture.take(node.entry.connections);
        while (!node.entry.connections.isEmpty()) {
            last = node.entry.connections.take();
        }
        return last;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
