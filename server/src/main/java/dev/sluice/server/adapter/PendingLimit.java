package dev.sluice.server.adapter;

import dev.sluice.server.counters.WorkPool;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/** Starts the asynchronous calls of a pool, no more at a time than may be uncompleted; the others wait in order. */
final class PendingLimit {

    private final WorkPool pool;
    private final int limit;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int pending;

    PendingLimit(WorkPool pool) {
        this.pool = pool;
        this.limit = pool.size().maxPending();
    }

    /** Runs {@code call} in the pool when its turn comes; {@link #completed()} must follow, once, on any thread. */
    void start(Runnable call) {
        synchronized (this) {
            if (limit > 0 && pending >= limit) {
                waiting.add(call);
                pool.hold(1);
                return;
            }
            pending++;
        }
        pool.execute(call);
    }

    /** The call has returned and its outcome is still to come: it counts as waiting work until then. */
    void inCourse(CompletableFuture<?> outcome) {
        if (!outcome.isDone()) {
            pool.track(outcome);
        }
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
            pool.hold(-1);
        }
        pool.execute(next);
    }

    /** Calls started and not yet completed. */
    synchronized int pending() {
        return pending;
    }
}
