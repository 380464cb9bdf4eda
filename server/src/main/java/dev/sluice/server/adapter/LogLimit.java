package dev.sluice.server.adapter;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Lets one log line through every ten seconds and counts the others. */
final class LogLimit {

    private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final AtomicLong next = new AtomicLong(System.nanoTime());
    private final AtomicLong unsaid = new AtomicLong();

    /** @return lines kept back since the last one, or -1: keep this one back too */
    long admit() {
        long now = System.nanoTime();
        long due = next.get();
        if (now - due < 0 || !next.compareAndSet(due, now + PERIOD_NANOS)) {
            unsaid.incrementAndGet();
            return -1;
        }
        return unsaid.getAndSet(0);
    }
}
