package dev.sluice.server.management;

import java.util.function.LongSupplier;

/** A value that goes up and down, and the highest seen when it was sampled or read. */
final class Peak {

    private final LongSupplier value;
    private volatile long highest;

    Peak(LongSupplier value) {
        this.value = value;
    }

    /** Looks at the value. */
    void sample() {
        current();
    }

    /** The value now. */
    int current() {
        long now = value.getAsLong();
        if (now > highest) {
            highest = now;
        }
        return (int) Math.min(Integer.MAX_VALUE, now);
    }

    /** The highest value. */
    int highest() {
        return Math.max(current(), (int) Math.min(Integer.MAX_VALUE, highest));
    }
}
