package dev.sluice.server.protocol;

import java.nio.charset.StandardCharsets;

/**
 * Escapes of the protocol: field values of an update ({@code U}, TLCP 2.5.0 p.49-50) and the arguments of all other lines.
 * A field value in wire form is called a token; equal values have equal tokens and only they.
 */
public final class FieldEncoder {

    /** Token of null. */
    public static final byte[] NULL = {'#'};
    /** Token of the empty string. */
    public static final byte[] EMPTY = {'$'};

    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    private FieldEncoder() {
    }

    /** Token of a field value; null and the empty string have tokens of their own. */
    public static byte[] token(String value) {
        if (value == null) {
            return NULL;
        }
        int length = value.length();
        if (length == 0) {
            return EMPTY;
        }
        char first = value.charAt(0);
        boolean plain = first != '#' && first != '$' && first != '^';
        for (int i = 0; plain && i < length; i++) {
            char c = value.charAt(i);
            plain = c < 0x80 && c != '%' && c != '|' && c != '\r' && c != '\n';
        }
        if (plain) {
            return value.getBytes(StandardCharsets.ISO_8859_1);
        }
        StringBuilder escaped = new StringBuilder(length + 16);
        for (int i = 0; i < length; i++) {
            char c = value.charAt(i);
            boolean meta = c == '%' || c == '|' || c == '\r' || c == '\n'
                    || i == 0 && (c == '#' || c == '$' || c == '^');
            if (meta) {
                percent(escaped, c);
            } else if (Character.isSurrogate(c)) {
                i += surrogate(escaped, value, i);
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Token of a difference inside a field: {@code ^}, the letter of its kind, and the payload (TLCP 2.5.0 p.50-53). */
    public static byte[] difference(char tag, String payload) {
        byte[] value = token("x" + payload);
        byte[] token = new byte[value.length + 1];
        System.arraycopy(value, 0, token, 1, value.length);
        token[0] = '^';
        token[1] = (byte) tag;
        return token;
    }

    /** The value behind a token. */
    public static String value(byte[] token) {
        if (token == null || token == NULL || token.length == 1 && token[0] == '#') {
            return null;
        }
        if (token == EMPTY || token.length == 1 && token[0] == '$') {
            return "";
        }
        boolean escaped = false;
        for (byte b : token) {
            escaped |= b == '%';
        }
        if (!escaped) {
            return new String(token, StandardCharsets.UTF_8);
        }
        byte[] raw = new byte[token.length];
        int length = 0;
        for (int i = 0; i < token.length; i++) {
            if (token[i] == '%') {
                raw[length++] = (byte) (Character.digit(token[i + 1], 16) << 4 | Character.digit(token[i + 2], 16));
                i += 2;
            } else {
                raw[length++] = token[i];
            }
        }
        return new String(raw, 0, length, StandardCharsets.UTF_8);
    }

    /** An argument of any line but {@code U}: commas, percent signs and controls escaped; null gives the empty text. */
    public static byte[] argument(String text) {
        if (text == null || text.isEmpty()) {
            return new byte[0];
        }
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%' || c == ',' || c < 0x20 || c == 0x7F) {
                percent(escaped, c);
            } else if (Character.isSurrogate(c)) {
                i += surrogate(escaped, text, i);
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void percent(StringBuilder to, char c) {
        to.append('%').append((char) HEX[c >> 4]).append((char) HEX[c & 15]);
    }

    /** Appends a pair as it is and an unpaired half as U+FFFD; answers how many further characters it took. */
    private static int surrogate(StringBuilder to, String value, int at) {
        char c = value.charAt(at);
        if (Character.isHighSurrogate(c) && at + 1 < value.length() && Character.isLowSurrogate(value.charAt(at + 1))) {
            to.append(c).append(value.charAt(at + 1));
            return 1;
        }
        to.append('\uFFFD');
        return 0;
    }
}
