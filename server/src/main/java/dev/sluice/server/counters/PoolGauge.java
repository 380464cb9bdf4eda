package dev.sluice.server.counters;

/**
 * A named queue of work and the threads that do it, as management shows it and admission limits it. The names are those users of
 * Lightstreamer Server know, also where an event loop does the work. Read by any thread, at any time; figures may be a moment old.
 */
public interface PoolGauge {

    /** Name in management, for example {@code SERVER} or {@code AUTHENTICATION DEMO}. */
    String name();

    /** What waits for a thread. */
    int queueLength();

    /** How long the oldest waiting task waits, in milliseconds; 0 when none does, or nobody measures it. */
    long oldestWaitMillis();

    /** Threads there may be, 0 for no limit. */
    int maxThreads();

    /** Idle threads kept. */
    int maxFreeThreads();

    /** Threads there are. */
    int currentThreads();

    /** Threads that run a task. */
    int activeThreads();

    /** Tasks started since the start of the node. */
    long startedTasks();

    /** Time all started tasks waited, in milliseconds. */
    long totalWaitMillis();

    /** Time all ended tasks ran, in milliseconds. */
    long totalRunMillis();

    /** Whether its tasks start asynchronous calls. */
    boolean asynchronous();

    /** Asynchronous calls that may be uncompleted, 0 for no limit. */
    int maxPending();

    /** Asynchronous calls uncompleted. */
    int pending();

    /** How long the oldest of these has been in course, in milliseconds; 0 when there are none. */
    long oldestPendingMillis();
}
