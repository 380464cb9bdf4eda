package dev.sluice.server.adapter;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A pool of daemon threads that calls adapters: an idle thread takes a task at once, else a new thread up to the limit,
 * else the task waits. Measured for management and admission.
 */
public final class AdapterPool implements Executor {

    private static final Logger LOG = LoggerFactory.getLogger("LightstreamerLogger.scheduler");
    /** Threads kept for ever; more idle ones end after the keep-alive whatever {@code max_free} allows. */
    private static final int CORE_LIMIT = 10;
    private static final int KEEP_ALIVE_SECONDS = 10;

    private final String name;
    private final Size size;
    private final ThreadPoolExecutor threads;
    private final LongAdder started = new LongAdder();
    private final LongAdder waitNanos = new LongAdder();
    private final LongAdder runNanos = new LongAdder();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger held = new AtomicInteger();

    /**
     * Size of a pool.
     *
     * @param maxSize    threads, 0 = unlimited
     * @param maxFree    idle threads kept
     * @param maxPending asynchronous calls not yet completed, 0 = no limit
     * @param maxQueue   queue length admission checks for this pool alone; -1 = counted with the SERVER pool
     */
    public record Size(int maxSize, int maxFree, int maxPending, int maxQueue) {

        /** A pool without asynchronous calls and without a queue limit of its own. */
        public static Size of(int maxSize, int maxFree) {
            return new Size(maxSize, maxFree, 0, -1);
        }
    }

    /**
     * @param name          name in management and of the threads, for example {@code AUTHENTICATION DEMO}
     * @param contextLoader context class loader the threads start with
     */
    AdapterPool(String name, Size size, ClassLoader contextLoader) {
        this.name = name;
        this.size = size;
        int max = size.maxSize() > 0 ? size.maxSize() : Integer.MAX_VALUE;
        int core = Math.min(max, Math.min(size.maxFree(), CORE_LIMIT));
        AtomicInteger numbers = new AtomicInteger();
        threads = new ThreadPoolExecutor(core, max, KEEP_ALIVE_SECONDS, TimeUnit.SECONDS, new HandOver(), task -> {
            Thread thread = new Thread(task, name + "-" + numbers.incrementAndGet());
            thread.setDaemon(true);
            thread.setContextClassLoader(contextLoader);
            return thread;
        }, this::enqueue);
    }

    /** Runs a task as soon as a thread is free. A stopped pool drops it. */
    @Override
    public void execute(Runnable task) {
        waiting.incrementAndGet();
        threads.execute(new Task(task, System.nanoTime()));
    }

    /** Name in management, equal to the prefix of its threads' names. */
    public String name() {
        return name;
    }

    /** The configured size. */
    public Size size() {
        return size;
    }

    /** Tasks that wait for a thread, and asynchronous calls that wait for others to complete. */
    public int queueLength() {
        return waiting.get() + held.get();
    }

    /** Threads that run a task. */
    public int activeThreads() {
        return threads.getActiveCount();
    }

    /** Threads there are. */
    public int currentThreads() {
        return threads.getPoolSize();
    }

    /** Tasks started since the pool exists. */
    public long startedTasks() {
        return started.sum();
    }

    /** Time all started tasks waited, in milliseconds. */
    public long totalWaitMillis() {
        return TimeUnit.NANOSECONDS.toMillis(waitNanos.sum());
    }

    /** Time all ended tasks ran, in milliseconds. */
    public long totalRunMillis() {
        return TimeUnit.NANOSECONDS.toMillis(runNanos.sum());
    }

    /** How long the oldest waiting task waits, 0 when none does. */
    public long oldestWaitMillis() {
        return threads.getQueue().peek() instanceof Task task
                ? TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - task.since) : 0;
    }

    /** Asynchronous calls held back; kept by {@link PendingLimit}. */
    AtomicInteger held() {
        return held;
    }

    /** Takes no more tasks; those that wait still run. */
    void shutdown() {
        threads.shutdown();
    }

    /** All threads are busy and there are as many as may be: the task waits. */
    private void enqueue(Runnable task, ThreadPoolExecutor executor) {
        if (executor.isShutdown()) {
            waiting.decrementAndGet();
            LOG.debug("Pool {} is stopped and drops a task", name);
        } else {
            ((HandOver) executor.getQueue()).append(task);
        }
    }

    /** Accepts an offer only when a thread is waiting for it, so that the executor grows before it queues. */
    private static final class HandOver extends LinkedTransferQueue<Runnable> {

        @Override
        public boolean offer(Runnable task) {
            return tryTransfer(task);
        }

        private void append(Runnable task) {
            super.offer(task);
        }
    }

    private final class Task implements Runnable {

        private final Runnable task;
        private final long since;

        private Task(Runnable task, long since) {
            this.task = task;
            this.since = since;
        }

        @Override
        public void run() {
            long start = System.nanoTime();
            waiting.decrementAndGet();
            started.increment();
            waitNanos.add(start - since);
            try {
                task.run();
            } catch (Throwable e) {
                LOG.error("A task of pool {} failed", name, e);
            } finally {
                runNanos.add(System.nanoTime() - start);
            }
        }
    }
}
