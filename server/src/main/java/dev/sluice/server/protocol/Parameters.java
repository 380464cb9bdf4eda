package dev.sluice.server.protocol;

import java.util.Arrays;

/** The parameters of one request line, decoded, in their order; of a repeated name the first counts. */
final class Parameters {

    private static final int USUAL_SIZE = 16;
    private String[] pairs = new String[2 * USUAL_SIZE];
    private int length;
    private boolean malformed;

    /** Reads {@code name=value&…}; empty pieces are skipped. */
    static Parameters of(String text, int from, int to) {
        Parameters parameters = new Parameters();
        parameters.read(text, from, to);
        return parameters;
    }

    void read(String text, int from, int to) {
        int start = from;
        while (start < to) {
            int end = text.indexOf('&', start);
            if (end < 0 || end > to) {
                end = to;
            }
            if (end > start) {
                readPiece(text, start, end);
            }
            start = end + 1;
        }
    }

    private void readPiece(String text, int from, int to) {
        int equals = text.indexOf('=', from);
        if (equals < 0 || equals >= to) {
            malformed = true;
            return;
        }
        String name = PercentDecoder.decode(text, from, equals);
        String value = PercentDecoder.decode(text, equals + 1, to);
        if (name == null || value == null) {
            malformed = true;
        } else {
            add(name, value);
        }
    }

    void add(String name, String value) {
        if (length == pairs.length) {
            pairs = Arrays.copyOf(pairs, 2 * length);
        }
        pairs[length] = name;
        pairs[length + 1] = value;
        length += 2;
    }

    /** Whether a piece had no {@code =}, or a broken escape; the other pieces can still be read. */
    boolean malformed() {
        return malformed;
    }

    /** The value, or null. */
    String text(String name) {
        for (int i = 0; i < length; i += 2) {
            if (pairs[i].equals(name)) {
                return pairs[i + 1];
            }
        }
        return null;
    }

    /** The value, or {@code otherwise} when it is absent or empty. */
    String filled(String name, String otherwise) {
        String value = text(name);
        return value == null || value.isEmpty() ? otherwise : value;
    }

    /** {@code LS_reqId}; null when it is absent, or cannot be one: answers echo it as it is. */
    String requestId() {
        String id = text("LS_reqId");
        if (id == null || id.isEmpty()) {
            return null;
        }
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            boolean legal = c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == '-';
            if (!legal) {
                return null;
            }
        }
        return id;
    }

    /** A boolean; anything but the two words is read as {@code otherwise}. */
    boolean flag(String name, boolean otherwise) {
        String value = text(name);
        if ("true".equals(value)) {
            return true;
        }
        return !"false".equals(value) && otherwise;
    }

    /** A whole number of at least {@code least}; anything else is read as {@code otherwise}. */
    long whole(String name, long least, long otherwise) {
        long value = WireNumber.whole(text(name));
        return value < least ? otherwise : value;
    }

    /** As {@link #whole}, held to what an int holds. */
    int wholeInt(String name, int least, int otherwise) {
        long value = WireNumber.whole(text(name));
        return value < least || value > Integer.MAX_VALUE ? otherwise : (int) value;
    }
}
