package dev.sluice.server.check.balancer;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as balancers write them: {@code 90s}, {@code 1h30m}. */
final class TimeSpan {
    private static final Pattern PART = Pattern.compile("([0-9]{1,12})(us|ms|s|m|h|d|w|M|y)?");

    private static final double LONGEST_MILLIS = 1e13;

    private TimeSpan() {
    }

    /** Milliseconds, a number without unit counted in {@code unitMillis}; -1 when the text is no time. */
    static long millis(String text, long unitMillis) {
        Matcher part = PART.matcher(text);
        long sum = 0;
        int end = 0;
        while (end < text.length()) {
            if (sum > LONGEST_MILLIS || !part.find(end) || part.start() != end) {
                return -1;
            }
            sum += (long) Math.min(LONGEST_MILLIS, Double.parseDouble(part.group(1)) * unit(part.group(2), unitMillis) / 1_000);
            end = part.end();
        }
        return text.isEmpty() ? -1 : (long) Math.min(LONGEST_MILLIS, sum);
    }

    private static long unit(String name, long unitMillis) {
        if (name == null) {
            return unitMillis * 1_000;
        }
        return switch (name) {
            case "us" -> 1;
            case "ms" -> 1_000;
            case "s" -> 1_000_000;
            case "m" -> 60_000_000L;
            case "h" -> 3_600_000_000L;
            case "d" -> 86_400_000_000L;
            case "w" -> 7 * 86_400_000_000L;
            case "M" -> 30 * 86_400_000_000L;
            default -> 365 * 86_400_000_000L;
        };
    }
}
