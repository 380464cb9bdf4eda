package dev.sluice.tests.fuzz;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A socket to the node that sends whatever it is told and understands what comes back as far as an attacker must. */
final class Wire implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 20_000;
    private static final byte[] MASK = {0x11, 0x22, 0x33, 0x44};

    private final Socket socket = new Socket();
    private final InputStream in;

    /** @param from last part of the loopback address to come from: each attacker has ports of its own */
    Wire(int port, int from) throws IOException {
        socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) from}), 0));
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** Whether a node on this port answers. */
    static boolean answers(int port) {
        try (Wire wire = new Wire(port, 1)) {
            wire.send("POST /lightstreamer/heartbeat.txt?LS_protocol=TLCP-2.5.0 HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n");
            return wire.response().startsWith("REQOK");
        } catch (IOException notNow) {
            return false;
        }
    }

    void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** Sends bytes as one masked WebSocket frame. */
    void sendFrame(int opcode, byte[] payload) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream(payload.length + 14);
        frame.write(0x80 | opcode);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else {
            frame.write(0x80 | 126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        }
        frame.writeBytes(MASK);
        for (int i = 0; i < payload.length; i++) {
            frame.write(payload[i] ^ MASK[i & 3]);
        }
        send(frame.toByteArray());
    }

    /** Payload of the next text frame, or a part of it; null when the node closes. Pings and pongs are skipped. */
    String frame() throws IOException {
        while (true) {
            int first = in.read();
            if (first < 0) {
                return null;
            }
            int length = octet() & 0x7f;
            int more = length == 126 ? 2 : length == 127 ? 8 : 0;
            for (int i = 0; i < more; i++) {
                length = (i == 0 ? 0 : length << 8) | octet();
            }
            String payload = text(length);
            if ((first & 15) == 8) {
                return null;
            }
            if ((first & 15) < 8) {
                return payload;
            }
        }
    }

    /**
     * Body of the next HTTP response.
     *
     * @throws StreamingException when it is a stream that did not end at once; the connection cannot be used again
     */
    String response() throws IOException {
        String head = head();
        String lower = head.toLowerCase(Locale.ROOT);
        int at = lower.indexOf("content-length:");
        if (at >= 0) {
            return text(Integer.parseInt(head.substring(at + 15, head.indexOf('\r', at)).trim()));
        }
        StringBuilder body = new StringBuilder();
        while (lower.contains("chunked")) {
            int length = Integer.parseInt(line(), 16);
            body.append(text(length));
            line();
            if (length == 0) {
                return body.toString();
            }
            if (body.indexOf("LOOP,") < 0 && body.indexOf("END,") < 0) {
                throw new StreamingException(body.toString());
            }
        }
        return body.toString();
    }

    /** Ends our side and reads to the end of the other. */
    String rest() throws IOException {
        socket.shutdownOutput();
        byte[] bytes = in.readAllBytes();
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    String head() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < 4 || head.indexOf("\r\n\r\n", head.length() - 4) < 0) {
            head.append((char) octet());
        }
        return head.toString();
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = octet(); octet != '\n'; octet = octet()) {
            line.append((char) octet);
        }
        return line.toString().strip();
    }

    private String text(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the connection ended within a response");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private int octet() throws IOException {
        int octet = in.read();
        if (octet < 0) {
            throw new EOFException("the connection ended");
        }
        return octet;
    }

    /** Cuts the connection without a farewell. */
    @Override
    public void close() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** The response is a stream that goes on; what it said so far is the message. */
    static final class StreamingException extends IOException {
        private static final long serialVersionUID = 1L;

        StreamingException(String soFar) {
            super(soFar);
        }
    }
}
