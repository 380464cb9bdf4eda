package dev.sluice.server.management;

import dev.sluice.server.counters.PoolGauge;
import dev.sluice.server.session.SessionLoop;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** {@code type=Load}: threads, pools and queues together, and how late things happen. */
final class LoadStatistics {

    private static final MBeanTable<LoadStatistics> TABLE = table();
    private static final long PARK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    /** Weight of the last period in the moving average. */
    private static final double FRESH = 0.3;

    private final NodeView node;
    private final List<PoolStatistics> pools = new ArrayList<>();
    private final AtomicLong wakeNanos = new AtomicLong();
    private volatile long sleepNanos;
    private volatile double delayMillis;

    LoadStatistics(NodeView node, Collector collector) {
        this.node = node;
        for (PoolView pool : node.pools()) {
            pools.add(new PoolStatistics(pool, collector));
        }
        collector.afterEach(this::measureDelays);
    }

    MBean<LoadStatistics> mbean() {
        return TABLE.of(this);
    }

    List<PoolStatistics> pools() {
        return pools;
    }

    int sum(ToIntFunction<PoolGauge> of) {
        return node.pools().stream().map(PoolView::gauge).mapToInt(of).sum();
    }

    int queue(String... names) {
        int sum = 0;
        for (PoolView view : node.pools()) {
            PoolGauge pool = view.gauge();
            for (String name : names) {
                if (pool.name().equals(name) || pool.name().startsWith(name + " ")) {
                    sum += pool.queueLength();
                }
            }
        }
        return sum;
    }

    int averageWaitMillis() {
        long tasks = pools.stream().mapToLong(PoolStatistics::tasksLately).sum();
        long waited = pools.stream().mapToLong(PoolStatistics::waitedLately).sum();
        return tasks == 0 ? 0 : (int) (waited / tasks);
    }

    int jvmThreads() {
        return ManagementFactory.getThreadMXBean().getThreadCount();
    }

    int extraSleepMillis() {
        return millis(sleepNanos);
    }

    int extraWaitMillis() {
        return millis(wakeNanos.get());
    }

    /** How late a short sleep ends, and how late the loops begin a task; the slowest loop counts. */
    private void measureDelays() {
        long before = System.nanoTime();
        LockSupport.parkNanos(PARK_NANOS);
        sleepNanos = Math.max(0, System.nanoTime() - before - PARK_NANOS);
        double slowest = Math.max(sleepNanos, wakeNanos.getAndSet(0)) / 1e6;
        delayMillis = FRESH * slowest + (1 - FRESH) * delayMillis;
        for (SessionLoop loop : node.loops()) {
            long asked = System.nanoTime();
            loop.thread().execute(() -> {
                long late = System.nanoTime() - asked;
                wakeNanos.accumulateAndGet(late, Math::max);
            });
        }
    }

    private static int millis(long nanos) {
        return (int) Math.min(Integer.MAX_VALUE, TimeUnit.NANOSECONDS.toMillis(nanos));
    }

    private static Void inspectThreads(boolean on) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        if (threads.isThreadContentionMonitoringSupported()) {
            threads.setThreadContentionMonitoringEnabled(on);
        }
        if (threads.isThreadCpuTimeSupported()) {
            threads.setThreadCpuTimeEnabled(on);
        }
        return null;
    }

    private static MBeanTable<LoadStatistics> table() {
        MBeanTable<LoadStatistics> table = new MBeanTable<>("Threads, pools and queues together.");
        counts(table, "TotalJVMThreads", "Threads of the JVM.", LoadStatistics::jvmThreads);
        counts(table, "TotalPooledThreads", "Threads of all pools.", l -> l.sum(PoolGauge::currentThreads));
        counts(table, "ActivePooledThreads", "Pool threads that run a task.", l -> l.sum(PoolGauge::activeThreads));
        counts(table, "WaitingPooledThreads", "Idle pool threads.", l -> l.sum(p -> Math.max(0, p.currentThreads() - p.activeThreads())));
        counts(table, "QueueStageSnapshot", "Queue of SNAPSHOT.", l -> l.queue("SNAPSHOT"));
        counts(table, "QueueStageEvents", "Queue of EVENTS.", l -> l.queue("EVENTS"));
        counts(table, "QueueStagePump", "Queue of PUMP.", l -> l.queue("PUMP"));
        counts(table, "QueueStageHTTPAccept", "Queues of SERVER and of the pools of adapter sets.",
                l -> l.queue("SERVER", "SET", "DATA", "AUTHENTICATION", "MSG"));
        counts(table, "QueueStageHandshake", "Queues of TLS-SSL HANDSHAKE and TLS-SSL AUTHENTICATION.",
                l -> l.queue("TLS-SSL HANDSHAKE", "TLS-SSL AUTHENTICATION"));
        counts(table, "QueueStageMPNExecutor", "Always 0: there is no mobile push.", l -> 0);
        counts(table, "QueueStageMPNNotifier", "Always 0: there is no mobile push.", l -> 0);
        counts(table, "TotalPoolQueue", "Tasks waiting in all pools.", l -> l.sum(PoolGauge::queueLength));
        counts(table, "AveragePoolQueueWait", "Mean wait in milliseconds of tasks started in the last period.",
                LoadStatistics::averageWaitMillis);
        table.shows("ThreadPools", List.class, "Names of the pools.",
                l -> new ArrayList<>(l.node.pools().stream().map(pool -> pool.gauge().name()).toList()));
        counts(table, "CurrentNIOWriteQueue", "Always 0: an event loop writes itself, or holds back what a socket does not take.",
                l -> 0);
        table.shows("CurrentNIOWriteQueueWait", Long.class, "Always 0.", l -> 0L);
        counts(table, "ActiveNIOWriteSelectors", "Event loops.", l -> l.node.loops().size());
        counts(table, "TotalNIOSelectors", "Event loops.", l -> l.node.loops().size());
        counts(table, "ExtraSleepMillis", "How late a short sleep ended last.", LoadStatistics::extraSleepMillis);
        counts(table, "ExtraWaitMillis", "How late the slowest event loop began a task last.", LoadStatistics::extraWaitMillis);
        counts(table, "DelayMillis", "Moving average of the larger of both.", l -> (int) Math.round(l.delayMillis));
        return table.does("enableThreadInspection", void.class, "Has the JVM measure contention and CPU time of threads.",
                        l -> inspectThreads(true))
                .does("disableThreadInspection", void.class, "Ends that.", l -> inspectThreads(false));
    }

    private static void counts(MBeanTable<LoadStatistics> table, String name, String meaning,
                               Function<LoadStatistics, Integer> value) {
        table.shows(name, Integer.class, meaning, value);
    }
}
