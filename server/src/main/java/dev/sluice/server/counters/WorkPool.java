package dev.sluice.server.counters;

import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A pool of daemon threads for work that must not be done on an event loop: an idle thread takes a task at once, else a new
 * thread up to the limit, else the task waits. Measured for management and admission.
 */
public final class WorkPool implements Executor, PoolGauge {

    private static final Logger LOG = LoggerFactory.getLogger("LightstreamerLogger.scheduler");
    private static final int KEEP_ALIVE_SECONDS = 10;

    private final String name;
    private final Size size;
    private final ThreadPoolExecutor threads;
    private final LongAdder started = new LongAdder();
    private final LongAdder waitNanos = new LongAdder();
    private final LongAdder runNanos = new LongAdder();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger held = new AtomicInteger();
    private final Set<Call> calls = ConcurrentHashMap.newKeySet();

    /**
     * Size of a pool.
     *
     * @param maxSize    threads, 0 = unlimited
     * @param maxFree    idle threads kept
     * @param maxPending asynchronous calls not yet completed, 0 = no limit, -1 = it starts none
     * @param maxQueue   queue length admission checks for this pool alone; -1 = counted with the SERVER pool
     */
    public record Size(int maxSize, int maxFree, int maxPending, int maxQueue) {

        /** A pool without asynchronous calls and without a queue limit of its own. */
        public static Size of(int maxSize, int maxFree) {
            return new Size(maxSize, maxFree, -1, -1);
        }
    }

    /**
     * The pool, without threads yet.
     *
     * @param name          name in management and of the threads, for example {@code AUTHENTICATION DEMO}
     * @param contextLoader context class loader the threads start with
     */
    public WorkPool(String name, Size size, ClassLoader contextLoader) {
        this.name = name;
        this.size = size;
        int max = size.maxSize() > 0 ? size.maxSize() : Integer.MAX_VALUE;
        int core = Math.min(max, size.maxFree());
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

    @Override
    public String name() {
        return name;
    }

    /** The configured size. */
    public Size size() {
        return size;
    }

    /** Tasks that wait for a thread, and asynchronous calls that are in course or wait for others to complete. */
    @Override
    public int queueLength() {
        return waiting.get() + held.get() + calls.size();
    }

    @Override
    public int maxThreads() {
        return size.maxSize();
    }

    @Override
    public int maxFreeThreads() {
        return size.maxFree();
    }

    @Override
    public boolean asynchronous() {
        return size.maxPending() >= 0;
    }

    @Override
    public int maxPending() {
        return Math.max(0, size.maxPending());
    }

    @Override
    public int pending() {
        return calls.size();
    }

    @Override
    public long oldestPendingMillis() {
        long now = System.nanoTime();
        return TimeUnit.NANOSECONDS.toMillis(calls.stream().mapToLong(call -> now - call.since).max().orElse(0));
    }

    @Override
    public int activeThreads() {
        return threads.getActiveCount();
    }

    @Override
    public int currentThreads() {
        return threads.getPoolSize();
    }

    @Override
    public long startedTasks() {
        return started.sum();
    }

    @Override
    public long totalWaitMillis() {
        return TimeUnit.NANOSECONDS.toMillis(waitNanos.sum());
    }

    @Override
    public long totalRunMillis() {
        return TimeUnit.NANOSECONDS.toMillis(runNanos.sum());
    }

    @Override
    public long oldestWaitMillis() {
        return threads.getQueue().peek() instanceof Task task
                ? TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - task.since) : 0;
    }

    /** Counts asynchronous calls that are held back until others complete; negative when they are no longer. */
    public void hold(int calls) {
        held.addAndGet(calls);
    }

    /** Counts an asynchronous call as in course until its outcome is there. */
    public void track(CompletionStage<?> outcome) {
        Call call = new Call(System.nanoTime());
        calls.add(call);
        outcome.whenComplete((result, failure) -> calls.remove(call));
    }

    /** Takes no more tasks; those that wait still run. */
    public void shutdown() {
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

    /** An asynchronous call from the moment on at which it has returned without an outcome. */
    private static final class Call {
        private final long since;

        private Call(long since) {
            this.since = since;
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
