package dev.sluice.server.protocol;

import java.nio.charset.StandardCharsets;

/** Percent escapes of request names and values; everything that is not an escape or a plus may come raw. */
final class PercentDecoder {

    private PercentDecoder() {
    }

    /**
     * Decodes one name or value; a plus is a space, since clients must escape it.
     *
     * @return null on a broken escape
     */
    static String decode(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c == '%' || c == '+') {
                return decodeEscapes(text, from, i, to);
            }
        }
        return text.substring(from, to);
    }

    private static String decodeEscapes(String text, int from, int first, int to) {
        StringBuilder decoded = new StringBuilder(to - from).append(text, from, first);
        byte[] octets = null;
        int i = first;
        while (i < to) {
            char c = text.charAt(i);
            if (c != '%') {
                decoded.append(c == '+' ? ' ' : c);
                i++;
                continue;
            }
            if (octets == null) {
                octets = new byte[(to - i) / 3];
            }
            int count = 0;
            for (; i < to && text.charAt(i) == '%'; i += 3) {
                int octet = i + 2 < to ? octet(text.charAt(i + 1), text.charAt(i + 2)) : -1;
                if (octet < 0) {
                    return null;
                }
                octets[count++] = (byte) octet;
            }
            decoded.append(new String(octets, 0, count, StandardCharsets.UTF_8));
        }
        return decoded.toString();
    }

    private static int octet(char high, char low) {
        int h = digit(high);
        int l = digit(low);
        return h < 0 || l < 0 ? -1 : h << 4 | l;
    }

    private static int digit(char c) {
        return c < 128 ? Character.digit(c, 16) : -1;
    }
}
