package dev.sluice.server.item;

import dev.sluice.server.diff.DiffAlgorithm;
import dev.sluice.server.protocol.FieldEncoder;
import dev.sluice.server.protocol.Mode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One item of a data adapter while somebody listens. Events enter on any thread; they are folded once for the item's mode and,
 * when somebody subscribed in RAW mode, once more as they came.
 */
public final class Item {

    private static final Logger UPDATES = LoggerFactory.getLogger("LightstreamerLogger.subscriptions.upd");

    private final ItemTable table;
    private final String name;
    /** Feeds of this item: at most one in a filtered mode, at most one RAW. Replaced under the table's lock. */
    private volatile Feed filtered;
    private volatile Feed raw;
    /** How differences inside fields may be told; null when none may. Replaced under this. */
    private volatile DiffOrders diffOrders;
    /** Told by the source; null until then. Guarded by this. */
    private Boolean snapshotAvailable;
    /** Guarded by the table's lock. */
    int listeners;
    /** Of the listeners, those that have left and keep the item open for a while; guarded by the table's lock. */
    int leftOpen;

    Item(ItemTable table, String name) {
        this.table = table;
        this.name = name;
        this.diffOrders = DiffOrders.of(table.diffDefaults());
    }

    /** Name the data adapter knows it by. */
    public String name() {
        return name;
    }

    ItemTable table() {
        return table;
    }

    /** The filtered mode in force, or null. */
    Mode filteredMode() {
        Feed feed = filtered;
        return feed == null ? null : feed.mode();
    }

    Feed feed(Mode mode, int historyLimit) {
        Feed feed = mode == Mode.RAW ? raw : filtered;
        if (feed == null) {
            feed = new Feed(this, mode, historyLimit, table.loops());
            synchronized (this) {
                if (snapshotAvailable != null) {
                    feed.snapshotAvailable(snapshotAvailable);
                }
                if (mode == Mode.RAW) {
                    raw = feed;
                } else {
                    filtered = feed;
                }
            }
        }
        return feed;
    }

    DiffOrders diffOrders() {
        return diffOrders;
    }

    /**
     * The source names the algorithms that may tell differences of fields; none for a field whose values are always told whole. The
     * first word on a field counts, and a field that an event has had keeps what the configuration says. Any thread.
     */
    public synchronized void declareDiffOrder(Map<String, List<DiffAlgorithm>> orders) {
        Map<String, List<DiffAlgorithm>> counting = new HashMap<>();
        orders.forEach((field, order) -> {
            if (!had(filtered, field) && !had(raw, field) && (diffOrders == null || !diffOrders.knows(field))) {
                counting.put(field, List.copyOf(order));
            }
        });
        if (!counting.isEmpty()) {
            diffOrders = DiffOrders.with(diffOrders, table.diffDefaults(), counting);
        }
    }

    private static boolean had(Feed feed, String field) {
        return feed != null && feed.had(field);
    }

    /** Told by the source before it subscribes upstream: whether snapshot events will come. Any thread. */
    public void snapshotAvailable(boolean available) {
        Feed feed;
        synchronized (this) {
            snapshotAvailable = available;
            feed = filtered;
        }
        if (feed != null) {
            feed.snapshotAvailable(available);
        }
    }

    /**
     * Folds one event and hands it to every loop that listens. Any thread; the arrays are not kept.
     *
     * @param names  field names, the first {@code count} of the array
     * @param values values, null for an explicit null
     */
    public void update(String[] names, String[] values, int count, boolean snapshot) {
        byte[][] tokens = new byte[count][];
        for (int i = 0; i < count; i++) {
            tokens[i] = FieldEncoder.token(values[i]);
        }
        if (UPDATES.isDebugEnabled()) {
            UPDATES.debug("{}: event {} = {}{}", name, java.util.Arrays.asList(names).subList(0, count),
                    java.util.Arrays.asList(values).subList(0, count), snapshot ? " (snapshot)" : "");
        }
        accept(filtered, names, tokens, count, snapshot);
        accept(raw, names, tokens, count, snapshot);
        table.awaitRoom();
    }

    private void accept(Feed feed, String[] names, byte[][] tokens, int count, boolean snapshot) {
        if (feed != null) {
            String broken = feed.accept(names, tokens, count, snapshot);
            if (broken != null) {
                UPDATES.warn("{}: {}", name, broken);
            }
        }
    }

    /** The adapter has sent the whole snapshot. Any thread. */
    public void endOfSnapshot() {
        Feed feed = filtered;
        if (feed != null) {
            feed.endSnapshot();
        }
    }

    /** The adapter cleared the snapshot. Any thread. */
    public void clearSnapshot() {
        Feed feed = filtered;
        if (feed != null) {
            feed.clear();
        }
    }
}
