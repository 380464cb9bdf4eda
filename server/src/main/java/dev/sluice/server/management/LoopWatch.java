package dev.sluice.server.management;

import dev.sluice.server.session.SessionLoop;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;

/** Whether every event loop still takes tasks: each is asked from time to time, the next time when it has answered. */
final class LoopWatch {

    /** A loop that needs longer than this has stopped, whatever it does. */
    static final long DEAD_MILLIS = 30_000;

    private final List<SessionLoop> loops;
    /** When the question was asked that is not answered yet; 0 = none. */
    private final AtomicLongArray asked;

    LoopWatch(List<SessionLoop> loops) {
        this.loops = loops;
        this.asked = new AtomicLongArray(loops.size());
    }

    /** Asks those that have answered. */
    void ask() {
        for (int i = 0; i < loops.size(); i++) {
            int loop = i;
            if (asked.compareAndSet(loop, 0, System.nanoTime() | 1)) {
                loops.get(loop).thread().execute(() -> asked.set(loop, 0));
            }
        }
    }

    /** How long the slowest loop has not answered. */
    long silentMillis() {
        long longest = 0;
        long now = System.nanoTime();
        for (int i = 0; i < asked.length(); i++) {
            long since = asked.get(i);
            if (since != 0) {
                longest = Math.max(longest, now - since);
            }
        }
        return TimeUnit.NANOSECONDS.toMillis(longest);
    }
}
