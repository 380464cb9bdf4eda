package dev.sluice.server.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Bytes of whole lines on their way out, reused from flush to flush. Grows as needed and never shrinks below its first size.
 * One thread at a time.
 */
public final class LineBuffer {

    private byte[] bytes;
    private int length;

    /** @param capacity first size in bytes */
    public LineBuffer(int capacity) {
        bytes = new byte[capacity];
    }

    /** The array behind; valid until the next write. */
    public byte[] array() {
        return bytes;
    }

    /** Bytes written since the last {@link #clear()}. */
    public int length() {
        return length;
    }

    /** Forgets what was written after {@code mark}, a value {@link #length()} once had. */
    public void truncate(int mark) {
        length = mark;
    }

    /** Forgets everything written. */
    public void clear() {
        length = 0;
    }

    /** A copy of what was written. */
    public byte[] copy() {
        return Arrays.copyOf(bytes, length);
    }

    /** Appends one byte. */
    public LineBuffer put(int b) {
        room(1);
        bytes[length++] = (byte) b;
        return this;
    }

    /** Appends all of {@code more}. */
    public LineBuffer put(byte[] more) {
        return put(more, 0, more.length);
    }

    /** Appends a slice. */
    public LineBuffer put(byte[] more, int offset, int count) {
        room(count);
        System.arraycopy(more, offset, bytes, length, count);
        length += count;
        return this;
    }

    /** Appends a decimal number without a sign. */
    public LineBuffer number(long value) {
        if (value < 0) {
            put('-');
            value = -value;
        }
        room(20);
        int digits = 1;
        for (long limit = 10; digits < 19 && value >= limit; limit *= 10) {
            digits++;
        }
        for (int i = length + digits - 1; i >= length; i--) {
            bytes[i] = (byte) ('0' + value % 10);
            value /= 10;
        }
        length += digits;
        return this;
    }

    /** Appends text as UTF-8, unescaped. */
    public LineBuffer text(String text) {
        return put(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Ends the line. */
    public LineBuffer endLine() {
        room(2);
        bytes[length++] = '\r';
        bytes[length++] = '\n';
        return this;
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
