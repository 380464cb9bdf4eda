package dev.sluice.server.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads the frames a client sends and gives out whole messages; survives any cut of the input. Holds a buffer only while a
 * frame or message is incomplete.
 */
final class FrameParser {

    /** Who takes what was read, in the order it came. */
    interface Sink {
        /** A complete text message. */
        void text(String text);

        /** A ping; the payload is to be sent back. */
        void ping(byte[] payload);

        /** The client closes; {@code code} is 1005 when it gave none. Nothing follows. */
        void closed(int code);

        /** The client broke the rules; {@code code} is what the close frame must say. Nothing follows. */
        void violation(int code, String reason);
    }

    static final int NORMAL = 1000;
    private static final int PROTOCOL_ERROR = 1002;
    private static final int UNSUPPORTED = 1003;
    private static final int NO_CODE = 1005;
    private static final int BAD_DATA = 1007;
    private static final int TOO_BIG = 1009;
    private static final byte[] NOTHING = new byte[0];

    private ByteBuf rest;
    private ByteBuf fragments;
    private boolean done;
    private int failure;
    private String failureReason;

    /** Whether a frame or message was begun and is not complete. */
    boolean incomplete() {
        return rest != null || fragments != null;
    }

    /** Takes {@code input}, which is released, and feeds what it completes to {@code sink}. */
    void read(ByteBufAllocator allocator, ByteBuf input, int maxMessage, Sink sink) {
        if (done) {
            input.release();
            return;
        }
        ByteBuf data = input;
        if (rest != null) {
            data = rest.writeBytes(input);
            input.release();
            rest = null;
        }
        try {
            while (frame(data, maxMessage, sink)) {
                continue;
            }
            if (failure != 0) {
                release();
                sink.violation(failure, failureReason);
            } else if (data.isReadable() && !done) {
                rest = allocator.heapBuffer(Math.max(128, data.readableBytes())).writeBytes(data);
            }
        } finally {
            data.release();
        }
    }

    /** Gives back what is held; nothing may be read after. */
    void release() {
        done = true;
        if (rest != null) {
            rest.release();
            rest = null;
        }
        if (fragments != null) {
            fragments.release();
            fragments = null;
        }
    }

    private boolean frame(ByteBuf data, int maxMessage, Sink sink) {
        int start = data.readerIndex();
        int available = data.readableBytes();
        if (available < 2) {
            return false;
        }
        int first = data.getByte(start) & 0xff;
        int second = data.getByte(start + 1) & 0xff;
        int opcode = first & 15;
        boolean fin = first >= 0x80;
        if (!legal(first, second, opcode, fin)) {
            return false;
        }
        int shortLength = second & 0x7f;
        int head = 2 + (shortLength == 126 ? 2 : shortLength == 127 ? 8 : 0) + 4;
        if (available < head) {
            return false;
        }
        long length = shortLength == 126 ? data.getUnsignedShort(start + 2)
                : shortLength == 127 ? data.getLong(start + 2) : shortLength;
        int before = opcode < 8 && fragments != null ? fragments.readableBytes() : 0;
        if (length < 0 || length + before > Math.max(maxMessage, 125)) {
            return fail(TOO_BIG, "message longer than " + maxMessage + " bytes");
        }
        if (available < head + length) {
            return false;
        }
        byte[] payload = unmask(data, start + head, (int) length, data.getInt(start + head - 4));
        data.skipBytes(head + (int) length);
        return opcode >= 8 ? control(opcode, payload, sink) : part(data.alloc(), fin, payload, sink);
    }

    private boolean legal(int first, int second, int opcode, boolean fin) {
        if ((first & 0x70) != 0 || second < 0x80) {
            return fail(PROTOCOL_ERROR, "reserved bits, or a frame without mask");
        }
        if (opcode == FrameWriter.BINARY) {
            return fail(UNSUPPORTED, "binary message");
        }
        if (opcode >= 8) {
            return opcode <= FrameWriter.PONG && fin && (second & 0x7f) < 126
                    || fail(PROTOCOL_ERROR, "bad control frame");
        }
        if (opcode > FrameWriter.BINARY || (opcode == FrameWriter.CONTINUATION) != (fragments != null)) {
            return fail(PROTOCOL_ERROR, "unexpected opcode " + opcode);
        }
        return true;
    }

    private static byte[] unmask(ByteBuf data, int from, int length, int mask) {
        if (length == 0) {
            return NOTHING;
        }
        byte[] payload = new byte[length];
        data.getBytes(from, payload);
        for (int i = 0; i < length; i++) {
            payload[i] ^= (byte) (mask >> (24 - (i & 3) * 8));
        }
        return payload;
    }

    private boolean part(ByteBufAllocator allocator, boolean fin, byte[] payload, Sink sink) {
        byte[] message = payload;
        if (!fin || fragments != null) {
            if (fragments == null) {
                fragments = allocator.heapBuffer(payload.length + 128);
            }
            fragments.writeBytes(payload);
            if (!fin) {
                return true;
            }
            message = ByteBufUtil.getBytes(fragments);
            fragments.release();
            fragments = null;
        }
        String text = decode(message, 0);
        if (text == null) {
            return fail(BAD_DATA, "text is not UTF-8");
        }
        sink.text(text);
        return true;
    }

    private boolean control(int opcode, byte[] payload, Sink sink) {
        if (opcode == FrameWriter.PING) {
            sink.ping(payload);
            return true;
        }
        if (opcode == FrameWriter.PONG) {
            return true;
        }
        int code = payload.length == 0 ? NO_CODE : payload.length == 1 ? 0 : (payload[0] & 0xff) << 8 | payload[1] & 0xff;
        boolean known = code >= 1000 && code <= 1014 && code != 1004 && code != 1006 && (code != NO_CODE || payload.length == 0)
                || code >= 3000 && code <= 4999;
        if (!known) {
            return fail(PROTOCOL_ERROR, "bad close code");
        }
        if (payload.length > 2 && decode(payload, 2) == null) {
            return fail(BAD_DATA, "close reason is not UTF-8");
        }
        release();
        sink.closed(code);
        return false;
    }

    /** Null when the bytes are not UTF-8. The slow check runs only on text that holds a replacement character. */
    private static String decode(byte[] bytes, int offset) {
        String text = new String(bytes, offset, bytes.length - offset, StandardCharsets.UTF_8);
        if (text.indexOf('\ufffd') < 0) {
            return text;
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, offset, bytes.length - offset));
            return text;
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private boolean fail(int code, String reason) {
        failure = code;
        failureReason = reason;
        return false;
    }
}
