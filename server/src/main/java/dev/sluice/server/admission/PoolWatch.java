package dev.sluice.server.admission;

import dev.sluice.server.counters.PoolGauge;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns, once per pool and sample, when a task waits for a thread, or an asynchronous call for its outcome, for longer than the
 * configuration finds acceptable. On the admission thread.
 */
final class PoolWatch {

    private static final Logger LOG = LoggerFactory.getLogger("LightstreamerLogger.scheduler");

    private final List<PoolGauge> pools;
    private final long waitMillis;
    private final long asyncMillis;
    private final long sampleNanos;
    private long nextNanos;

    /**
     * The watch of these pools.
     *
     * @param waitMillis   {@code max_task_wait_millis}, 0 for off
     * @param asyncMillis  {@code async_processing_threshold_millis}, 0 for off
     * @param sampleMillis time between two samples
     */
    PoolWatch(Collection<? extends PoolGauge> pools, long waitMillis, long asyncMillis, long sampleMillis, long nowNanos) {
        this.pools = List.copyOf(pools);
        this.waitMillis = waitMillis;
        this.asyncMillis = asyncMillis;
        this.sampleNanos = TimeUnit.MILLISECONDS.toNanos(sampleMillis);
        this.nextNanos = nowNanos + sampleNanos;
    }

    /** Takes a sample when it is time; to be called often. */
    void look(long nowNanos) {
        if (nowNanos - nextNanos < 0) {
            return;
        }
        nextNanos = nowNanos + sampleNanos;
        for (PoolGauge pool : pools) {
            long waits = pool.oldestWaitMillis();
            if (waitMillis > 0 && waits > waitMillis) {
                LOG.warn("Pool {}: a task has waited {} ms for one of {} threads, more than max_task_wait_millis={}, {} tasks wait;"
                        + " what this pool does is too slow, or the pool too small", pool.name(), waits, pool.currentThreads(), waitMillis,
                        pool.queueLength());
            }
            long pends = pool.oldestPendingMillis();
            if (asyncMillis > 0 && pends > asyncMillis) {
                LOG.warn("Pool {}: an asynchronous call has been in course for {} ms, more than async_processing_threshold_millis={},"
                        + " {} are in course; the adapter completes its futures late, or never", pool.name(), pends, asyncMillis,
                        pool.pending());
            }
        }
    }
}
