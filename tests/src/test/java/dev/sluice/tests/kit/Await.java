package dev.sluice.tests.kit;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for conditions; the only place of the tests where time passes without work. */
public final class Await {

    /** Longest wait for anything that should happen at once on a busy machine. */
    public static final Duration SOON = Duration.ofSeconds(40);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private Await() {
    }

    /** A condition that may throw. */
    @FunctionalInterface
    public interface Condition {
        /** Whether it holds now. */
        boolean holds() throws Exception;
    }

    /** Returns as soon as {@code condition} holds, fails with {@code what} after {@link #SOON}. */
    public static void until(String what, Condition condition) {
        until(SOON, () -> what, condition);
    }

    /** Returns as soon as {@code condition} holds; {@code what} is asked only when it does not hold in time. */
    public static void until(Duration atMost, Supplier<String> what, Condition condition) {
        if (!holdsWithin(atMost, condition)) {
            throw new AssertionError("not within " + atMost.toMillis() + " ms: " + what.get());
        }
    }

    /** Whether {@code condition} holds at some moment of the given time. */
    public static boolean holdsWithin(Duration atMost, Condition condition) {
        long end = System.nanoTime() + atMost.toNanos();
        do {
            if (now(condition)) {
                return true;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        } while (System.nanoTime() - end < 0);
        return now(condition);
    }

    private static boolean now(Condition condition) {
        try {
            return condition.holds();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
