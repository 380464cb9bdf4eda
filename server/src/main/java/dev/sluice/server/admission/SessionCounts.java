package dev.sluice.server.admission;

import java.util.concurrent.atomic.AtomicInteger;

/** Sessions by whether they were ever bound or controlled, and the limit on those that were. Any thread. */
final class SessionCounts {

    private final AtomicInteger prestarted = new AtomicInteger();
    private final AtomicInteger started = new AtomicInteger();
    private volatile int maxStarted;

    /** @param maxStarted {@code max_sessions}, 0 or below for no limit */
    SessionCounts(int maxStarted) {
        this.maxStarted = maxStarted;
    }

    int prestarted() {
        return prestarted.get();
    }

    int started() {
        return started.get();
    }

    int max() {
        return Math.max(0, maxStarted);
    }

    void limit(int newMax) {
        maxStarted = newMax;
    }

    /** Whether another one would be too many. */
    boolean full() {
        return maxStarted > 0 && started.get() >= maxStarted;
    }

    void addPrestarted() {
        prestarted.incrementAndGet();
    }

    void addStarted() {
        started.incrementAndGet();
    }

    /** Counts one that is bound from the beginning; false, and not counted, when that is one too many. */
    boolean addWithinLimit() {
        int now = started.incrementAndGet();
        if (maxStarted > 0 && now > maxStarted) {
            started.decrementAndGet();
            return false;
        }
        return true;
    }

    void removePrestarted() {
        prestarted.decrementAndGet();
    }

    void removeStarted() {
        started.decrementAndGet();
    }
}
