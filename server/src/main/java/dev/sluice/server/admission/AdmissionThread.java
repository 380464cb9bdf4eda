package dev.sluice.server.admission;

/** The thread admission works on, and its time. In tests moved by hand. */
public interface AdmissionThread {

    /** Runs {@code task} on the thread, later; any thread. */
    void execute(Runnable task);

    /** Runs {@code task} on the thread after a delay; any thread. */
    void schedule(long delayNanos, Runnable task);

    /** Monotonic time in nanoseconds. */
    long nanoTime();
}
