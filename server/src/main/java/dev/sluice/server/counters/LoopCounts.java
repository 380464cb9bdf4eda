package dev.sluice.server.counters;

import java.util.concurrent.atomic.LongAdder;

/** The counts of one event loop, or of one listening socket on one event loop. */
public final class LoopCounts extends Counts {

    private static final int PADDING = 16;

    private final LongAdder[] elsewhere = new LongAdder[Counter.COUNT];
    private final Tally sessionEnds = new Tally();
    private final Tally connectionEnds = new Tally();
    private final Tally tlsProtocols = new Tally();
    private final Tally tlsSuites = new Tally();

    public LoopCounts() {
        super(PADDING);
        for (int i = 0; i < elsewhere.length; i++) {
            elsewhere[i] = new LongAdder();
        }
    }

    /** Adds one, on any thread; for what is not frequent, or happens on other threads. */
    public void countAnywhere(Counter counter) {
        elsewhere[counter.ordinal()].increment();
    }

    @Override
    public long get(Counter counter) {
        return super.get(counter) + elsewhere[counter.ordinal()].sum();
    }

    /** Why sessions have ended. */
    public Tally sessionEnds() {
        return sessionEnds;
    }

    /** Protocols that TLS handshakes have agreed on. */
    public Tally tlsProtocols() {
        return tlsProtocols;
    }

    /** Cipher suites that TLS handshakes have agreed on. */
    public Tally tlsSuites() {
        return tlsSuites;
    }

    /** Why connections were closed. */
    public Tally connectionEnds() {
        return connectionEnds;
    }
}
