package dev.sluice.tests.bench;

import java.util.Arrays;

/** Counts of latencies in buckets of about three per cent; one thread at a time. */
final class Latencies {
    private static final int STEPS = 32;

    private final long[] counts = new long[STEPS * 60];
    private long total;

    void add(long micros) {
        long value = Math.max(0, micros);
        int shift = shift(value);
        counts[shift * STEPS + (int) (value >> shift)]++;
        total++;
    }

    long total() {
        return total;
    }

    void clear() {
        Arrays.fill(counts, 0);
        total = 0;
    }

    Latencies copy() {
        var copy = new Latencies();
        System.arraycopy(counts, 0, copy.counts, 0, counts.length);
        copy.total = total;
        return copy;
    }

    /** The latency that the given part of all does not exceed, in microseconds. */
    long percentile(double part) {
        long rank = (long) Math.ceil(total * part);
        long seen = 0;
        for (int bucket = 0; bucket < counts.length; bucket++) {
            seen += counts[bucket];
            if (seen >= rank && seen > 0) {
                int shift = Math.max(0, bucket / STEPS - 1);
                return (bucket - (long) shift * STEPS) << shift;
            }
        }
        return 0;
    }

    /** How far to the right the value goes until it is below twice the steps. */
    private static int shift(long value) {
        return Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(value) - 6);
    }
}
