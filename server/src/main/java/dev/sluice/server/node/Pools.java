package dev.sluice.server.node;

import dev.sluice.server.admission.Queues;
import dev.sluice.server.config.PoolsConfig;
import dev.sluice.server.counters.LoopGauge;
import dev.sluice.server.counters.PoolGauge;
import dev.sluice.server.management.PoolView;
import dev.sluice.server.session.SessionLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** The pools under the names users know, with their limits. */
final class Pools {

    private static final String SERVER = "SERVER";

    private Pools() {
    }

    /** All pools, also those that event loops stand for. */
    static List<PoolView> views(Queues queues, PoolsConfig config, List<SessionLoop> loops) {
        List<PoolView> views = new ArrayList<>();
        views.add(limited(queues.accept(), config.acceptMaxQueue(), queues.accept()::queueLength, true));
        views.add(limited(queues.pump(), config.pumpMaxQueue(), queues.pump()::queueLength, true));
        views.add(limited(queues.handshake(), config.handshakeMaxQueue(), queues.handshake()::queueLength, true));
        views.add(limited(queues.certificates(), config.httpsAuth().maxQueue(), queues.certificates()::queueLength, false));
        views.add(limited(new LoopGauge("EVENTS", loops.size(), () -> loops.stream().mapToInt(loop -> loop.mailbox().size()).sum()),
                -1, null, true));
        // A snapshot is told in the turn in which its subscription opens.
        views.add(limited(new LoopGauge("SNAPSHOT", loops.size(), () -> 0), -1, null, true));
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
