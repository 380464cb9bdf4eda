package dev.sluice.server.adapter;

import dev.sluice.server.counters.WorkPool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All adapter sets of the node, started. */
public final class AdapterSets {

    private static final Logger LOG = LoggerFactory.getLogger("LightstreamerLogger.init");

    private final Map<String, AdapterSet> byId;
    private final WorkPool server;

    /** @param server the pool for what has no pool of its own */
    AdapterSets(Map<String, AdapterSet> byId, WorkPool server) {
        this.server = server;
        this.byId = Collections.unmodifiableMap(byId);
    }

    /** The set of this id, null when there is none. */
    public AdapterSet byId(String id) {
        return byId.get(id);
    }

    /** All sets, in the order of their folders' names. */
    public Collection<AdapterSet> all() {
        return byId.values();
    }

    /** {@code SERVER}, and the pools of all sets. */
    public List<WorkPool> pools() {
        List<WorkPool> pools = new ArrayList<>();
        pools.add(server);
        byId.values().forEach(set -> pools.addAll(set.pools().own()));
        return pools;
    }

    /** Waits until the adapters know of all sessions that ended, no longer than told, and takes no more questions. */
    public void stop(Duration patience) throws InterruptedException {
        List<CompletableFuture<Void>> closing = new ArrayList<>();
        byId.values().forEach(set -> closing.addAll(set.closing()));
        try {
            CompletableFuture.allOf(closing.toArray(new CompletableFuture<?>[0]))
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.warn("{} ended sessions were not told to their adapters within {} ms; they never will be",
                    closing.stream().filter(told -> !told.isDone()).count(), patience.toMillis());
        }
        pools().forEach(WorkPool::shutdown);
    }
}
