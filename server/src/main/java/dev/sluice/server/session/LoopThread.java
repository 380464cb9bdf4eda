package dev.sluice.server.session;

/** The thread of one event loop, as the engine sees it. Implemented by {@code transport}, and by hand in tests. */
public interface LoopThread {

    /** 0-based number of the loop; at most 63 loops. */
    int index();

    /** Runs {@code task} on the loop, later; any thread. */
    void execute(Runnable task);

    /** Runs {@code task} when the current turn of the loop has done its reads and tasks; on the loop only. */
    void afterTurn(Runnable task);

    /** Runs {@code task} on the loop after a delay; on the loop only. */
    void schedule(long delayMillis, Runnable task);

    /** Whether the caller is on the loop. */
    boolean current();

    /** Monotonic time in nanoseconds. */
    long nanoTime();
}
