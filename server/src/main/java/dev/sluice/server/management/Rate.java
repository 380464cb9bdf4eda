package dev.sluice.server.management;

import java.util.function.LongSupplier;

/** What a growing count did in the last period, and in the worst one. Written by the collector, read by anybody. */
final class Rate {

    private static final double NANOS = 1e9;
    private static final double THREE_DECIMALS = 1000;

    private final LongSupplier count;
    private long before;
    private volatile long last;
    private volatile long most;
    private volatile double perSecond;
    private volatile double mostPerSecond;

    Rate(LongSupplier count) {
        this.count = count;
        this.before = count.getAsLong();
    }

    /** Ends a period. */
    void sample(long periodNanos) {
        long now = count.getAsLong();
        last = now - before;
        before = now;
        most = Math.max(most, last);
        perSecond = periodNanos <= 0 ? 0 : round(last * NANOS / periodNanos);
        mostPerSecond = Math.max(mostPerSecond, perSecond);
    }

    /** The count so far. */
    long total() {
        return count.getAsLong();
    }

    /** Growth in the last period. */
    int last() {
        return (int) Math.min(Integer.MAX_VALUE, last);
    }

    /** Growth in the worst period. */
    int most() {
        return (int) Math.min(Integer.MAX_VALUE, most);
    }

    /** Growth per second in the last period, three decimals. */
    double perSecond() {
        return perSecond;
    }

    /** Growth per second in the worst period. */
    double mostPerSecond() {
        return mostPerSecond;
    }

    /** The last period as kbit/s when the count is one of bytes. */
    double kbps() {
        return round(perSecond * 8 / 1000);
    }

    /** The worst period as kbit/s when the count is one of bytes. */
    double mostKbps() {
        return round(mostPerSecond * 8 / 1000);
    }

    private static double round(double value) {
        return Math.round(value * THREE_DECIMALS) / THREE_DECIMALS;
    }
}
