package dev.sluice.server.management;

import dev.sluice.server.counters.PoolGauge;
import java.util.function.LongSupplier;

/**
 * A pool as management shows it.
 *
 * @param gauge    its figures
 * @param maxQueue queue length beyond which backpressure begins; -1 = never, null = counted with another pool
 * @param queue    the queue length compared with that, null when there is no limit
 * @param cpuBound whether its tasks do not block
 */
public record PoolView(PoolGauge gauge, Long maxQueue, LongSupplier queue, boolean cpuBound) {

    /** The queue length that is compared with the limit; null when there is none. */
    Long aggregatedQueue() {
        return queue == null ? null : queue.getAsLong();
    }
}
