package dev.sluice.server.node;

import dev.sluice.server.admission.Queues;
import dev.sluice.server.config.PoolsConfig;
import dev.sluice.server.counters.LoopGauge;
import dev.sluice.server.counters.PoolGauge;
import dev.sluice.server.management.PoolView;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** The pools under the names users know, with their limits. */
final class Pools {

    private static final String SERVER = "SERVER";

    private Pools() {
    }

    /** All pools, also those that event loops stand for. */
    static List<PoolView> views(Queues queues, PoolsConfig config, int loops) {
        List<PoolView> views = new ArrayList<>();
        views.add(limited(queues.accept(), config.acceptMaxQueue(), queues.accept()::queueLength, true));
        views.add(limited(queues.pump(), config.pumpMaxQueue(), queues.pump()::queueLength, true));
        views.add(limited(queues.handshake(), config.handshakeMaxQueue(), queues.handshake()::queueLength, true));
        views.add(limited(queues.certificates(), config.httpsAuth().maxQueue(), queues.certificates()::queueLength, false));
        // Events and snapshots are told on the thread of the adapter and on the event loops: nothing ever waits for a thread.
        views.add(limited(new LoopGauge("EVENTS", loops, () -> 0), -1, null, true));
        views.add(limited(new LoopGauge("SNAPSHOT", loops, () -> 0), -1, null, true));
        for (PoolGauge pool : queues.blocking()) {
            views.add(pool.name().equals(SERVER) ? limited(pool, config.server().maxQueue(),
                    () -> queues.blocking().stream().mapToLong(PoolGauge::queueLength).sum(), false)
                    : new PoolView(pool, null, null, false));
        }
        queues.alone().forEach((pool, most) -> views.add(limited(pool, most, pool::queueLength, false)));
        return List.copyOf(views);
    }

    private static PoolView limited(PoolGauge pool, int limit, LongSupplier queue, boolean cpuBound) {
        return new PoolView(pool, (long) Math.max(-1, limit), limit < 0 ? null : queue, cpuBound);
    }
}
