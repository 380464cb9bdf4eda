package dev.sluice.server.protocol;

/**
 * Numbers as clients print them: decimal, and also with a {@code .0} or an exponent, since some print floats with the
 * formatter of their run-time.
 */
final class WireNumber {

    /** Not a whole number. */
    static final long NOT_WHOLE = Long.MIN_VALUE;
    private static final int PLAIN_DIGITS = 18;
    private static final int LONGEST = 400;

    private WireNumber() {
    }

    /** A whole number, saturated to what a long holds; {@link #NOT_WHOLE} when it is none, or null. */
    static long whole(String text) {
        if (text == null || text.isEmpty()) {
            return NOT_WHOLE;
        }
        int i = text.charAt(0) == '-' ? 1 : 0;
        if (i == text.length() || text.length() > PLAIN_DIGITS) {
            return wholeOf(decimal(text));
        }
        long value = 0;
        for (int at = i; at < text.length(); at++) {
            int digit = text.charAt(at) - '0';
            if (digit < 0 || digit > 9) {
                return wholeOf(decimal(text));
            }
            value = value * 10 + digit;
        }
        return i == 1 ? -value : value;
    }

    private static long wholeOf(double value) {
        if (Double.isNaN(value) || value != Math.rint(value)) {
            return NOT_WHOLE;
        }
        return Math.max((long) value, NOT_WHOLE + 1);
    }

    /** A decimal number; NaN when it is none, or null. Infinite when it is too large to be held. */
    static double decimal(String text) {
        if (text == null || text.length() > LONGEST) {
            return Double.NaN;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean part = c >= '0' && c <= '9' || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E';
            if (!part) {
                return Double.NaN;
            }
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException notANumber) {
            return Double.NaN;
        }
    }

    /** A number above zero that can be held; else NaN. */
    static double positive(String text) {
        double value = decimal(text);
        return value > 0 && !Double.isInfinite(value) ? value : Double.NaN;
    }
}
