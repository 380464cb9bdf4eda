package dev.sluice.server.admission;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread of its own: admission must also work when event loops are too busy. */
public final class SchedulerThread implements AdmissionThread {

    private static final Logger LOG = LoggerFactory.getLogger("LightstreamerLogger.scheduler");

    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "ADMISSION");
        thread.setDaemon(true);
        return thread;
    });

    public SchedulerThread() {
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        executor.setRejectedExecutionHandler((task, stopped) -> LOG.trace("Admission has ended and drops a task"));
    }

    @Override
    public void execute(Runnable task) {
        schedule(0, task);
    }

    @Override
    public void schedule(long delayNanos, Runnable task) {
        executor.schedule(() -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                LOG.error("A task of admission failed", e);
            }
        }, delayNanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    /** Ends the thread; what was scheduled does not happen any more. */
    public void stop() {
        executor.shutdown();
    }
}
