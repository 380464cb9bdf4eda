package dev.sluice.server.counters;

import java.util.function.IntSupplier;

/** A queue that event loops work off: it has a length, and one thread per loop; nobody measures how long its tasks wait and run. */
public final class LoopGauge implements PoolGauge {

    private final String name;
    private final int loops;
    private final IntSupplier queue;

    /**
     * The gauge of one kind of work.
     *
     * @param name  in management, for example {@code PUMP}
     * @param loops how many loops do the work
     * @param queue how much of it waits, asked on any thread
     */
    public LoopGauge(String name, int loops, IntSupplier queue) {
        this.name = name;
        this.loops = loops;
        this.queue = queue;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int queueLength() {
        return queue.getAsInt();
    }

    @Override
    public long oldestWaitMillis() {
        return 0;
    }

    @Override
    public int maxThreads() {
        return loops;
    }

    @Override
    public int maxFreeThreads() {
        return loops;
    }

    @Override
    public int currentThreads() {
        return loops;
    }

    @Override
    public int activeThreads() {
        return queueLength() == 0 ? 0 : loops;
    }

    @Override
    public long startedTasks() {
        return 0;
    }

    @Override
    public long totalWaitMillis() {
        return 0;
    }

    @Override
    public long totalRunMillis() {
        return 0;
    }

    @Override
    public boolean asynchronous() {
        return false;
    }

    @Override
    public int maxPending() {
        return 0;
    }

    @Override
    public int pending() {
        return 0;
    }

    @Override
    public long oldestPendingMillis() {
        return 0;
    }
}
