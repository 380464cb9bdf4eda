package dev.sluice.server.adapter;

import com.lightstreamer.interfaces.data.DiffAlgorithm;
import com.lightstreamer.interfaces.data.FailureException;
import dev.sluice.server.item.Item;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The subscriptions of one item name to the data adapter, one after the other: brings what the adapter was told in line
 * with what the engine wants. Its calls never overlap; no lock is held during one.
 */
final class ItemLine {

    private static final Logger LOG = LoggerFactory.getLogger("LightstreamerLogger.subscriptions");

    private final DataAdapter adapter;
    private final String name;
    /** The subscription whose events count; null between two. */
    private volatile Cycle current;
    private Item wanted;
    private long wish;
    private long failedWish = -1;
    private boolean scheduled;

    /** One subscription to the adapter, from just before the call on; it is the handle of a smart adapter. */
    static final class Cycle {

        private final DataAdapter owner;
        private final Item item;
        private volatile boolean live = true;

        private Cycle(DataAdapter owner, Item item) {
            this.owner = owner;
            this.item = item;
        }

        /** Whether the handle is of this adapter. */
        boolean isOf(DataAdapter adapter) {
            return owner == adapter;
        }

        /** Where its events go, null when it is over. */
        Item item() {
            return live ? item : null;
        }

        /** The adapter names the algorithms that may tell differences of the item's fields; no word on a field means none. */
        void declare(Map<String, DiffAlgorithm[]> algorithms) {
            Map<String, List<dev.sluice.server.diff.DiffAlgorithm>> orders = new HashMap<>();
            algorithms.forEach((field, order) -> {
                if (field != null && order != null) {
                    orders.put(field, Arrays.stream(order).filter(Objects::nonNull).map(Cycle::ours).toList());
                }
            });
            item.declareDiffOrder(orders);
        }

        private static dev.sluice.server.diff.DiffAlgorithm ours(DiffAlgorithm algorithm) {
            return switch (algorithm) {
                case JSONPATCH -> dev.sluice.server.diff.DiffAlgorithm.JSON_PATCH;
                case DIFF_MATCH_PATCH -> dev.sluice.server.diff.DiffAlgorithm.TLCP_DIFF;
            };
        }
    }

    ItemLine(DataAdapter adapter, String name) {
        this.adapter = adapter;
        this.name = name;
    }

    /** The subscription whose events count, null when there is none. */
    Cycle current() {
        return current;
    }

    /** Notes that the item is wanted; {@link #schedule} follows once the line can be found by its name. */
    synchronized void open(Item item) {
        wanted = item;
        wish++;
    }

    /** Items are told apart: a newcomer under the same name may be opened before its predecessor is closed. */
    synchronized void close(Item item) {
        if (wanted == item) {
            wanted = null;
            schedule();
        }
    }

    /** Whether there is nothing to keep. */
    synchronized boolean idle() {
        return !scheduled && wanted == null && current == null;
    }

    /** Whether the adapter refused an item that is still wanted. */
    synchronized boolean failed() {
        return wanted != null && current == null && failedWish == wish;
    }

    /** Lets the pool act on what was noted. */
    synchronized void schedule() {
        if (!scheduled) {
            scheduled = true;
            adapter.pool().execute(this::reconcile);
        }
    }

    private void reconcile() {
        while (true) {
            Item next;
            long attempt;
            synchronized (this) {
                Item active = current == null ? null : current.item;
                if (active == wanted || active == null && failedWish == wish) {
                    scheduled = false;
                    break;
                }
                next = active == null ? wanted : null;
                attempt = wish;
            }
            if (next == null) {
                unsubscribe();
            } else if (!subscribe(next)) {
                synchronized (this) {
                    // who came before this attempt began gets no second one
                    failedWish = attempt;
                }
            }
        }
        adapter.forgetIfIdle(name);
    }

    private boolean subscribe(Item item) {
        Cycle cycle = new Cycle(adapter, item);
        try {
            boolean snapshot = adapter.context().call("isSnapshotAvailable",
                    () -> adapter.provider().isSnapshotAvailable(name));
            item.snapshotAvailable(snapshot);
            // events may come before the call returns
            current = cycle;
            adapter.subscribe(name, cycle);
            LOG.debug("Item {} subscribed to {}", name, adapter.fullName());
            return true;
        } catch (Throwable e) {
            cycle.live = false;
            current = null;
            failed("subscribe", e, "clients stay subscribed and get no data until all have left and one returns");
            return false;
        }
    }

    private void unsubscribe() {
        Cycle cycle = current;
        try {
            adapter.context().call("unsubscribe", () -> {
                adapter.provider().unsubscribe(name);
                return null;
            });
            LOG.debug("Item {} unsubscribed from {}", name, adapter.fullName());
        } catch (Throwable e) {
            failed("unsubscribe", e, "the item counts as unsubscribed");
        }
        cycle.live = false;
        current = null;
    }

    private void failed(String method, Throwable failure, String consequence) {
        if (failure instanceof FailureException) {
            adapter.fail(failure);
        } else {
            LOG.warn("{} of adapter {} failed for item {}: {}; {}", method, adapter.fullName(), name, failure, consequence);
        }
    }
}
