package dev.sluice.server.management;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;

/** {@code type=ThreadPool}: one pool, sampled. */
final class PoolStatistics {

    private static final MBeanTable<PoolStatistics> TABLE = table();
    private static final long MILLIS_PER_SECOND = 1000;

    private final PoolView pool;
    private final Rate tasks;
    private final Rate waits;
    private final Rate runs;
    private volatile Inspection inspection;

    PoolStatistics(PoolView pool, Collector collector) {
        this.pool = pool;
        this.tasks = collector.rate(pool.gauge()::startedTasks);
        this.waits = collector.rate(pool.gauge()::totalWaitMillis);
        this.runs = collector.rate(pool.gauge()::totalRunMillis);
    }

    MBean<PoolStatistics> mbean() {
        return TABLE.of(this);
    }

    PoolView pool() {
        return pool;
    }

    int tasksLately() {
        return tasks.last();
    }

    int waitedLately() {
        return waits.last();
    }

    private Integer averageWait() {
        return tasks.last() == 0 ? 0 : waits.last() / tasks.last();
    }

    private Integer averageRun() {
        return tasks.last() == 0 ? 0 : runs.last() / tasks.last();
    }

    /** Contention and CPU time of the pool's threads since an inspection began. */
    private static final class Inspection {

        private final String prefix;
        private final long begunNanos = System.nanoTime();
        private final long[] begun;

        Inspection(String prefix) {
            this.prefix = prefix;
            this.begun = totals();
        }

        /** Per thread and second: 0 blocks, 1 blocked milliseconds, 2 CPU milliseconds. */
        Long average(int which) {
            long[] now = totals();
            long millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begunNanos));
            return now[3] == 0 ? 0 : Math.max(0, (now[which] - begun[which]) * MILLIS_PER_SECOND / millis / now[3]);
        }

        private long[] totals() {
            ThreadMXBean threads = ManagementFactory.getThreadMXBean();
            long[] totals = new long[4];
            for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
                if (thread != null && thread.getThreadName().startsWith(prefix + "-")) {
                    totals[0] += thread.getBlockedCount();
                    totals[1] += Math.max(0, thread.getBlockedTime());
                    totals[2] += Math.max(0, TimeUnit.NANOSECONDS.toMillis(threads.getThreadCpuTime(thread.getThreadId())));
                    totals[3]++;
                }
            }
            return totals;
        }
    }

    private Void inspect(boolean on) {
        inspection = on ? new Inspection(pool.gauge().name()) : null;
        return null;
    }

    private Long inspected(int which) {
        Inspection current = inspection;
        return current == null ? null : current.average(which);
    }

    private static MBeanTable<PoolStatistics> table() {
        return new MBeanTable<PoolStatistics>("A pool of threads, or what stands for it where event loops do the work.")
                .shows("MaxThreads", Integer.class, "Most threads; 0 = no limit.", p -> p.pool.gauge().maxThreads())
                .shows("MaxFreeThreads", Integer.class, "Most idle threads kept.", p -> p.pool.gauge().maxFreeThreads())
                .shows("MaxQueue", Long.class, "Queue length beyond which backpressure begins; -1 = never, null = counted with the"
                        + " SERVER pool.", p -> p.pool.maxQueue())
                .shows("IsCpuBound", Boolean.class, "Whether its tasks do not block.", p -> p.pool.cpuBound())
                .shows("CurrentThreads", Integer.class, "Threads now.", p -> p.pool.gauge().currentThreads())
                .shows("ActiveThreads", Integer.class, "Threads that run a task; of event loops, all.", p -> p.pool.gauge().activeThreads())
                .shows("WaitingThreads", Integer.class, "Idle threads.",
                        p -> Math.max(0, p.pool.gauge().currentThreads() - p.pool.gauge().activeThreads()))
                .shows("Queue", Integer.class, "Tasks that wait.", p -> p.pool.gauge().queueLength())
                .shows("AggregatedQueue", Long.class, "Queue length compared with MaxQueue; null where there is no limit.",
                        p -> p.pool.aggregatedQueue())
                .shows("AvgQueueWaitMillis", Integer.class, "Mean wait of tasks started in the last period.",
                        PoolStatistics::averageWait)
                .shows("CurrQueueWaitMillis", Integer.class, "How long the oldest waiting task waits.",
                        p -> (int) Math.min(Integer.MAX_VALUE, p.pool.gauge().oldestWaitMillis()))
                .shows("Throughput", Double.class, "Tasks per second in the last period.", p -> p.tasks.perSecond())
                .shows("AvgExecTimeMillis", Integer.class, "Mean run time in the last period.",
                        PoolStatistics::averageRun)
                .shows("IsAsync", Boolean.class, "Whether tasks may end before their work does.", p -> p.pool.gauge().asynchronous())
                .shows("MaxAsyncTasks", Integer.class, "Most asynchronous tasks pending; 0 = no limit.",
                        p -> p.pool.gauge().maxPending())
                .shows("PendingAsyncTasks", Integer.class, "Asynchronous tasks pending.", p -> p.pool.gauge().pending())
                .shows("AvgBlocksCount", Long.class, "Blocks at monitors per thread and second since startThreadInspection; null"
                        + " without.", p -> p.inspected(0))
                .shows("AvgBlockedTime", Long.class, "Blocked milliseconds per thread and second; null without.", p -> p.inspected(1))
                .shows("AvgCPUTime", Long.class, "CPU milliseconds per thread and second; null without.", p -> p.inspected(2))
                .does("startThreadInspection", void.class, "Begins the three statistics of threads; enableThreadInspection of"
                        + " Load is needed too.", p -> p.inspect(true))
                .does("endThreadInspection", void.class, "Ends them.", p -> p.inspect(false));
    }
}
