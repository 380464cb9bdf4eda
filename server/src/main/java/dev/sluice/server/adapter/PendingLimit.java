package dev.sluice.server.adapter;

import java.util.ArrayDeque;
import java.util.Queue;

/** Starts the asynchronous calls of a pool, no more at a time than may be uncompleted; the others wait in order. */
final class PendingLimit {

    private final AdapterPool pool;
    private final int limit;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int pending;

    PendingLimit(AdapterPool pool) {
        this.pool = pool;
        this.limit = pool.size().maxPending();
    }

    /** Runs {@code call} in the pool when its turn comes; {@link #completed()} must follow, once, on any thread. */
    void start(Runnable call) {
        synchronized (this) {
            if (limit > 0 && pending >= limit) {
                waiting.add(call);
                pool.held().incrementAndGet();
                return;
            }
            pending++;
        }
        pool.execute(call);
    }

    /** The outcome of one call is known. */
    void completed() {
        Runnable next;
        synchronized (this) {
            next = waiting.poll();
            if (next == null) {
                pending--;
                return;
            }
            pool.held().decrementAndGet();
        }
        pool.execute(next);
    }

    /** Calls started and not yet completed. */
    synchronized int pending() {
        return pending;
    }
}
