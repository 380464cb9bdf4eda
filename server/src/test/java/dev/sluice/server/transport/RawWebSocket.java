package dev.sluice.server.transport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The client side of a WebSocket, frame by frame. */
final class RawWebSocket implements AutoCloseable {

    static final String HANDSHAKE = "GET /lightstreamer HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
            + "Connection: keep-alive, Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

    final RawClient client;
    final RawClient.Response handshake;

    RawWebSocket(RawClient client, String subprotocol) throws IOException {
        this.client = client;
        client.send(HANDSHAKE + "Sec-WebSocket-Protocol: " + subprotocol + "\r\n\r\n");
        handshake = client.response(false);
        if (handshake.status() != 101) {
            throw new IOException(handshake.head());
        }
    }

    /** A frame of the server. */
    record Frame(boolean fin, int opcode, byte[] payload) {

        String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        int closeCode() {
            return (payload[0] & 0xff) << 8 | payload[1] & 0xff;
        }
    }

    void send(String text) throws IOException {
        client.send(frame(0x81, text.getBytes(StandardCharsets.UTF_8)));
    }

    void send(int first, byte[] payload) throws IOException {
        client.send(frame(first, payload));
    }

    Frame read() throws IOException {
        int first = client.octet();
        int length = client.octet();
        if (length == 126) {
            length = client.octet() << 8 | client.octet();
        } else if (length == 127) {
            client.bytes(4);
            length = client.octet() << 24 | client.octet() << 16 | client.octet() << 8 | client.octet();
        }
        return new Frame(first >= 0x80, first & 15, client.bytes(length));
    }

    @Override
    public void close() throws IOException {
        client.close();
    }

    /** A masked frame. */
    static byte[] frame(int first, byte[] payload) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(first);
        if (payload.length < 126) {
            out.write(0x80 | payload.length);
        } else if (payload.length < 65536) {
            out.write(0x80 | 126);
            out.write(payload.length >> 8);
            out.write(payload.length);
        } else {
            out.write(0x80 | 127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                out.write((int) ((long) payload.length >> shift));
            }
        }
        byte[] mask = {0x12, 0x34, (byte) 0xa6, 0x78};
        out.writeBytes(mask);
        for (int i = 0; i < payload.length; i++) {
            out.write(payload[i] ^ mask[i & 3]);
        }
        return out.toByteArray();
    }
}
