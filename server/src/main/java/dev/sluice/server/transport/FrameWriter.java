package dev.sluice.server.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;

/** Puts bytes into the frames of a WebSocket or the chunks of an HTTP response, each time one buffer of the exact size. */
final class FrameWriter {

    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;
    private static final int FIN = 0x80;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private FrameWriter() {
    }

    /** One text message, in several frames when it is longer than {@code maxFrame}. */
    static ByteBuf text(ByteBufAllocator allocator, byte[] bytes, int offset, int length, int maxFrame) {
        if (length <= maxFrame) {
            ByteBuf buffer = allocator.directBuffer(headerBytes(length) + length, headerBytes(length) + length);
            header(buffer, FIN | TEXT, length);
            return buffer.writeBytes(bytes, offset, length);
        }
        int whole = length / maxFrame;
        int rest = length % maxFrame;
        int size = length + whole * headerBytes(maxFrame) + (rest > 0 ? headerBytes(rest) : 0);
        ByteBuf buffer = allocator.directBuffer(size, size);
        int end = offset + length;
        for (int at = offset; at < end; at += maxFrame) {
            int part = Math.min(maxFrame, end - at);
            int opcode = at == offset ? TEXT : CONTINUATION;
            header(buffer, at + part == end ? FIN | opcode : opcode, part);
            buffer.writeBytes(bytes, at, part);
        }
        return buffer;
    }

    /** A ping, pong or close frame; at most 125 bytes. */
    static ByteBuf control(ByteBufAllocator allocator, int opcode, byte[] payload) {
        ByteBuf buffer = allocator.directBuffer(2 + payload.length, 2 + payload.length);
        header(buffer, FIN | opcode, payload.length);
        return buffer.writeBytes(payload);
    }

    /** A close frame. */
    static ByteBuf close(ByteBufAllocator allocator, int code) {
        return control(allocator, CLOSE, new byte[] {(byte) (code >> 8), (byte) code});
    }

    /** One HTTP chunk; {@code length} must not be 0, which would end the response. */
    static ByteBuf chunk(ByteBufAllocator allocator, byte[] bytes, int offset, int length) {
        int digits = (35 - Integer.numberOfLeadingZeros(length)) / 4;
        int size = digits + 2 + length + 2;
        ByteBuf buffer = allocator.directBuffer(size, size);
        for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) {
            buffer.writeByte(HEX[length >>> shift & 15]);
        }
        buffer.writeShort('\r' << 8 | '\n');
        buffer.writeBytes(bytes, offset, length);
        return buffer.writeShort('\r' << 8 | '\n');
    }

    private static int headerBytes(int length) {
        return length < 126 ? 2 : length < 65536 ? 4 : 10;
    }

    private static void header(ByteBuf buffer, int first, int length) {
        buffer.writeByte(first);
        if (length < 126) {
            buffer.writeByte(length);
        } else if (length < 65536) {
            buffer.writeByte(126).writeShort(length);
        } else {
            buffer.writeByte(127).writeLong(length);
        }
    }
}
