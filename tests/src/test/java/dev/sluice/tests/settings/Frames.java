package dev.sluice.tests.settings;

import dev.sluice.tests.kit.Await;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** A WebSocket seen frame by frame. */
final class Frames implements AutoCloseable {

    static final int TEXT = 1;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;
    private static final int FINAL = 0x80;

    private final Peer peer;
    private final Deque<String> lines = new ArrayDeque<>();

    private Frames(Peer peer) {
        this.peer = peer;
    }

    /** Opens one; fails when the handshake is refused. */
    static Frames open(int port) throws IOException {
        Peer peer = Peer.open(port);
        String head = handshake(peer);
        if (!head.startsWith("HTTP/1.1 101 ")) {
            throw new AssertionError(head);
        }
        return new Frames(peer);
    }

    /** The head of the answer to a handshake; {@code headers} are whole lines. */
    static String handshake(Peer peer, String... headers) throws IOException {
        String[] all = new String[headers.length + 5];
        System.arraycopy(new String[] {"Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Protocol: TLCP-2.5.0.lightstreamer.com"}, 0, all, 0, 5);
        System.arraycopy(headers, 0, all, 5, headers.length);
        return peer.get("/lightstreamer", all).head();
    }

    /**
     * One frame of the node.
     *
     * @param last whether its message ends with it
     */
    record Frame(int opcode, boolean last, byte[] payload) {
    }

    Frames send(String text) throws IOException {
        return send(TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    Frames send(int opcode, byte[] payload) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(FINAL | opcode);
        if (payload.length < 126) {
            frame.write(FINAL | payload.length);
        } else {
            frame.write(FINAL | 126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        }
        frame.writeBytes(new byte[4]);
        frame.writeBytes(payload);
        peer.send(frame.toByteArray());
        return this;
    }

    Frame next() throws IOException {
        byte[] start = peer.read(2);
        int length = start[1] & 0x7f;
        if (length == 126) {
            byte[] more = peer.read(2);
            length = (more[0] & 0xff) << 8 | more[1] & 0xff;
        } else if (length == 127) {
            byte[] more = peer.read(8);
            length = (more[5] & 0xff) << 16 | (more[6] & 0xff) << 8 | more[7] & 0xff;
        }
        return new Frame(start[0] & 15, (start[0] & FINAL) != 0, peer.read(length));
    }

    /** The next line of text that begins like this. */
    String line(String start) throws IOException {
        long end = System.nanoTime() + Await.SOON.toNanos();
        while (System.nanoTime() < end) {
            while (!lines.isEmpty()) {
                String line = lines.poll();
                if (line.startsWith(start)) {
                    return line;
                }
            }
            ByteArrayOutputStream message = new ByteArrayOutputStream();
            Frame frame = next();
            message.writeBytes(frame.payload);
            while (!frame.last) {
                frame = next();
                message.writeBytes(frame.payload);
            }
            if (frame.opcode <= TEXT) {
                lines.addAll(List.of(message.toString(StandardCharsets.UTF_8).split("\r\n")));
            }
        }
        throw new AssertionError("no line " + start);
    }

    /** A session bound to this WebSocket; returns its id. */
    String session(String more) throws IOException {
        return send("create_session\r\n" + Peer.CREATE + more).line("CONOK,").split(",")[1];
    }

    Peer peer() {
        return peer;
    }

    @Override
    public void close() throws IOException {
        peer.close();
    }
}
