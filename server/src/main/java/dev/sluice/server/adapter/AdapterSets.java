package dev.sluice.server.adapter;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** All adapter sets of the node, started. */
public final class AdapterSets {

    private final Map<String, AdapterSet> byId;

    AdapterSets(Map<String, AdapterSet> byId) {
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

    /** All pools of all sets. */
    public List<AdapterPool> pools() {
        List<AdapterPool> pools = new ArrayList<>();
        byId.values().forEach(set -> pools.addAll(set.pools().all()));
        return pools;
    }

    /** What {@code server_pool_max_queue} is compared with: the queues of all pools without a limit of their own. */
    public int queueLength() {
        int length = 0;
        for (AdapterPool pool : pools()) {
            if (pool.size().maxQueue() < 0) {
                length += pool.queueLength();
            }
        }
        return length;
    }

    /** Takes no more questions, and gives what the adapters are still to be told so much time. */
    public void stop(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        List<AdapterPool> pools = pools();
        pools.forEach(AdapterPool::shutdown);
        for (AdapterPool pool : pools) {
            pool.awaitEnd(deadline);
        }
    }
}
