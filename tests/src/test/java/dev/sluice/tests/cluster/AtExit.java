package dev.sluice.tests.cluster;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What must be undone when the JVM is told to end, last thing first: processes before the network they run in, and that before the
 * folder they write to. Hooks of the JVM run in no order.
 */
final class AtExit {

    /** Guarded by itself, as are the flags. */
    private static final Deque<Runnable> LEFT = new ArrayDeque<>();
    private static boolean hooked;
    private static boolean ending;

    private AtExit() {
    }

    /** To be run at the end, unless {@link #forget} comes first; fails when the end has begun. */
    static void add(Runnable undoing) {
        synchronized (LEFT) {
            if (ending) {
                throw new IllegalStateException("the JVM is ending");
            }
            if (!hooked) {
                Runtime.getRuntime().addShutdownHook(new Thread(AtExit::run, "at-exit"));
                hooked = true;
            }
            LEFT.push(undoing);
        }
    }

    /** It has been undone. */
    static void forget(Runnable undoing) {
        synchronized (LEFT) {
            LEFT.remove(undoing);
        }
    }

    private static void run() {
        for (Runnable next = next(); next != null; next = next()) {
            try {
                next.run();
            } catch (RuntimeException | Error e) {
                System.err.println("not undone at exit: " + e);
            }
        }
    }

    private static Runnable next() {
        synchronized (LEFT) {
            ending = true;
            return LEFT.poll();
        }
    }
}
