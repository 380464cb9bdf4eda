package dev.sluice.tests.conformance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;

/** A WebSocket made by hand, frame by frame; every text message must hold whole lines. */
final class RawWebSocket implements LineSource, AutoCloseable {

    static final String CURRENT = "TLCP-2.5.0.lightstreamer.com";
    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final byte[] MASK = {0x11, 0x22, 0x33, 0x44};

    private final Wire wire;
    private final HttpReply handshake;
    private final Deque<String> lines = new ArrayDeque<>();
    private int longestMessage;
    private int closeCode = -1;
    private int pongs;

    private RawWebSocket(Wire wire, HttpReply handshake) {
        this.wire = wire;
        this.handshake = handshake;
    }

    /** Opens one of the current version and fails when that is refused. */
    static RawWebSocket open(int port) throws IOException {
        RawWebSocket socket = offer(port, "/lightstreamer", "Sec-WebSocket-Protocol: " + CURRENT);
        if (socket.handshake.status() != 101) {
            throw new AssertionError("the handshake was answered with " + socket.handshake.status());
        }
        return socket;
    }

    /** Sends a handshake with these header lines. */
    static RawWebSocket offer(int port, String path, String... headers) throws IOException {
        Wire wire = Wire.open(port);
        StringBuilder head = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: " + KEY + "\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        wire.send(head.append("\r\n").toString());
        HttpReply reply = HttpReply.read(wire);
        if (reply.status() == 101 && !accept().equals(reply.header("sec-websocket-accept"))) {
            throw new AssertionError("wrong Sec-WebSocket-Accept");
        }
        return new RawWebSocket(wire, reply);
    }

    HttpReply handshake() {
        return handshake;
    }

    Wire wire() {
        return wire;
    }

    RawWebSocket send(String message) throws IOException {
        wire.send(frame(0x80 | TEXT, message.getBytes(StandardCharsets.UTF_8)));
        return this;
    }

    /** Sends messages in one write, so that the node reads them together. */
    RawWebSocket sendTogether(String... messages) throws IOException {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        for (String message : messages) {
            frames.writeBytes(frame(0x80 | TEXT, message.getBytes(StandardCharsets.UTF_8)));
        }
        wire.send(frames.toByteArray());
        return this;
    }

    /** Sends a message whose octets reach the node in two segments. */
    RawWebSocket sendCut(String message, int at) throws IOException {
        byte[] frame = frame(0x80 | TEXT, message.getBytes(StandardCharsets.UTF_8));
        wire.sendCut(frame, Math.min(at, frame.length));
        return this;
    }

    /** How many octets {@link #sendCut} has to cut. */
    static int frameLength(String message) {
        return frame(0x80 | TEXT, message.getBytes(StandardCharsets.UTF_8)).length;
    }

    /** Sends a message as two frames, split after so many octets. */
    RawWebSocket sendFragmented(String message, int at) throws IOException {
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        wire.send(frame(TEXT, Arrays.copyOfRange(bytes, 0, at)));
        wire.send(frame(0x80, Arrays.copyOfRange(bytes, at, bytes.length)));
        return this;
    }

    RawWebSocket sendBinary(byte[] bytes) throws IOException {
        wire.send(frame(0x80 | BINARY, bytes));
        return this;
    }

    RawWebSocket ping() throws IOException {
        wire.send(frame(0x80 | PING, new byte[] {'p'}));
        return this;
    }

    /** Sends a close frame. */
    void sendClose(int code) throws IOException {
        wire.send(frame(0x80 | CLOSE, new byte[] {(byte) (code >> 8), (byte) code}));
    }

    @Override
    public String next() throws IOException {
        while (lines.isEmpty()) {
            if (closeCode >= 0 || !readMessage()) {
                return null;
            }
        }
        return lines.poll();
    }

    /** Whether no line comes for a while; other frames are answered meanwhile. */
    boolean quietFor(Duration time) throws IOException {
        return lines.isEmpty() && wire.quietFor(time);
    }

    /** Code of the close frame that came, -1 when none did. */
    int closeCode() {
        return closeCode;
    }

    int pongs() {
        return pongs;
    }

    /** Octets of the longest message that came. */
    int longestMessage() {
        return longestMessage;
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }

    /** Reads one message into its lines; false at the end. */
    private boolean readMessage() throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        while (true) {
            int first = wire.read();
            if (first < 0) {
                throw new AssertionError("the socket ended " + wire.awaitEnd() + " without a close frame");
            }
            byte[] payload = wire.read(length());
            int kind = first & 0x0f;
            if (kind == CLOSE) {
                closeCode = payload.length < 2 ? 1005 : (payload[0] & 0xff) << 8 | payload[1] & 0xff;
                return false;
            } else if (kind == PONG) {
                pongs++;
                return true;
            } else if (kind == PING) {
                wire.send(frame(0x80 | PONG, payload));
            } else {
                message.write(payload);
                if ((first & 0x80) != 0) {
                    split(message);
                    return true;
                }
            }
        }
    }

    private int length() throws IOException {
        int length = wire.read();
        if (length > 127) {
            throw new AssertionError("the node masks its frames");
        }
        if (length == 126) {
            length = wire.read() << 8 | wire.read();
        } else if (length == 127) {
            wire.read(5);
            length = wire.read() << 16 | wire.read() << 8 | wire.read();
        }
        return length;
    }

    private void split(ByteArrayOutputStream message) {
        longestMessage = Math.max(longestMessage, message.size());
        String text = message.toString(StandardCharsets.UTF_8);
        if (!text.endsWith("\r\n")) {
            throw new AssertionError("a message without final CR LF: " + text);
        }
        for (String line : text.substring(0, text.length() - 2).split("\r\n", -1)) {
            lines.add(line);
        }
    }

    private static byte[] frame(int first, byte[] payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(first);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else if (payload.length < 65536) {
            frame.write(0x80 | 126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        } else {
            frame.write(0x80 | 127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                frame.write((int) ((long) payload.length >> shift));
            }
        }
        frame.writeBytes(MASK);
        for (int i = 0; i < payload.length; i++) {
            frame.write(payload[i] ^ MASK[i & 3]);
        }
        return frame.toByteArray();
    }

    private static String accept() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1")
                    .digest((KEY + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
