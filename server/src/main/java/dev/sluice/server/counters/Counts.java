package dev.sluice.server.counters;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Counts with one writer, an event loop, as plain writes to an array; read by anybody, a moment late. */
public class Counts {

    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(long[].class);

    private final long[] counts;
    private final int first;

    /** Counts of something small, such as a session. */
    public Counts() {
        this(0);
    }

    /** @param padding unused places on both sides, so that two writers do not share a cache line */
    Counts(int padding) {
        counts = new long[padding + Counter.COUNT + padding];
        first = padding;
    }

    /** Adds one; on the loop only. */
    public final void count(Counter counter) {
        counts[first + counter.ordinal()]++;
    }

    /** Adds {@code amount}, which for a current value may be negative; on the loop only. */
    public final void add(Counter counter, long amount) {
        counts[first + counter.ordinal()] += amount;
    }

    /** The count so far; any thread. */
    public long get(Counter counter) {
        return (long) SLOT.getOpaque(counts, first + counter.ordinal());
    }
}
