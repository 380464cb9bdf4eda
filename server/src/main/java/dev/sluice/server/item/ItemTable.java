package dev.sluice.server.item;

import dev.sluice.server.protocol.Mode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/**
 * The items of one data adapter: created at the first listener, which opens the source, and dropped with the last, which closes it.
 * Joining and leaving happen on the listener's loop; the
 * table's lock is held to find the item, count, and tell the source in that order.
 */
public final class ItemTable {

    /** Updates of one data adapter that may wait for the loops; beyond, its own threads wait, nobody else's. */
    static final int MAX_WAITING = 16_384;
    private static final long ROOM_POLL_NANOS = 100_000;
    private static final int ROOM_POLLS = 10_000;
    /** Distance of two loops' counters, so that they do not share a cache line. */
    private static final int STRIDE = 8;

    private final ItemSource source;
    private final Map<String, Item> items = new HashMap<>();
    private final AtomicLong posted = new AtomicLong();
    private final AtomicInteger batches = new AtomicInteger();
    /** Guarded by items, as is {@link #leaves}. */
    private long joins;
    private long leaves;
    private Mailbox[] mailboxes;
    private AtomicLongArray delivered;
    private int historyLimit = Integer.MAX_VALUE;
    private DiffDefaults diffDefaults;
    /** Guarded by the table's lock. */
    private boolean closing;

    /** One listener's hold on an item; give back by {@link ItemTable#leave}. */
    public static final class Membership {
        private final Feed feed;
        private final Columns columns;
        private Joined joined;

        private Membership(Feed feed, Columns columns) {
            this.feed = feed;
            this.columns = columns;
        }

        /** Places of the schema's fields. */
        public Columns columns() {
            return columns;
        }

        /** The snapshot at the moment of joining; given out once, so that it is not kept. */
        public Joined takeSnapshot() {
            Joined taken = joined;
            joined = null;
            return taken;
        }
    }

    /** @param source where events come from */
    public ItemTable(ItemSource source) {
        this.source = source;
    }

    /**
     * Names the loops; once, before the first listener.
     *
     * @param boxes        one mailbox per loop, by index
     * @param historyLimit most events kept as DISTINCT snapshot
     * @param diffDefaults what the configuration says about differences inside fields
     */
    public void connect(Mailbox[] boxes, int historyLimit, DiffDefaults diffDefaults) {
        this.diffDefaults = diffDefaults;
        this.mailboxes = boxes.clone();
        this.delivered = new AtomicLongArray(boxes.length * STRIDE);
        this.historyLimit = historyLimit;
    }

    /** Whether a listener in this mode could join: an item lives in one filtered mode at a time. Any thread. */
    public boolean modeFree(String name, Mode mode) {
        synchronized (items) {
            Item item = items.get(name);
            Mode taken = item == null ? null : item.filteredMode();
            return mode == Mode.RAW || taken == null || taken == mode;
        }
    }

    /**
     * Makes {@code listener} hear an item, on the calling loop.
     *
     * @param snapshotLength DISTINCT: events the metadata adapter wants kept
     * @return null when the item lives in another filtered mode
     */
    public Membership join(String name, Mode mode, List<String> fields, int snapshotLength, ItemListener listener,
                           int loop) {
        Item item;
        Feed feed;
        synchronized (items) {
            item = items.computeIfAbsent(name, n -> new Item(this, n));
            Mode taken = item.filteredMode();
            if (mode != Mode.RAW && taken != null && taken != mode) {
                return null;
            }
            feed = item.feed(mode, Math.min(snapshotLength, historyLimit));
            joins++;
            if (item.listeners++ == 0) {
                source.open(item);
            }
        }
        Membership membership = new Membership(feed, feed.columns(fields));
        membership.joined = feed.join(listener, loop);
        return membership;
    }

    /** Ends what {@link #join} began, on the same loop. */
    public void leave(Membership membership, ItemListener listener, int loop) {
        membership.feed.leave(listener, membership.columns, loop);
        release(membership);
    }

    /**
     * The same, but the last listener leaves the item open, folding its events for whoever comes next.
     *
     * @return true when it was the last: then {@link #closeLeftOpen} must follow
     */
    public boolean leaveOpen(Membership membership, ItemListener listener, int loop) {
        membership.feed.leave(listener, membership.columns, loop);
        synchronized (items) {
            Item item = membership.feed.item();
            if (item.listeners - item.leftOpen == 1 && !closing) {
                item.leftOpen++;
                return true;
            }
            release(membership);
            return false;
        }
    }

    /** Closes an item that was left open, unless somebody listens again. Any thread. */
    public void closeLeftOpen(Membership membership) {
        synchronized (items) {
            membership.feed.item().leftOpen--;
            release(membership);
        }
    }

    private void release(Membership membership) {
        synchronized (items) {
            leaves++;
            Item item = membership.feed.item();
            if (--item.listeners == 0) {
                items.remove(item.name());
                source.close(item);
            }
        }
    }

    /** The node stops: items without a listener are closed, and none is left open from now on. */
    public void close() {
        synchronized (items) {
            closing = true;
            for (Item item : List.copyOf(items.values())) {
                if (item.listeners == item.leftOpen) {
                    items.remove(item.name());
                    source.close(item);
                }
            }
        }
    }

    /** Number of items somebody listens to. */
    public int size() {
        synchronized (items) {
            return items.size();
        }
    }

    /** Names of the items somebody listens to. */
    public List<String> names() {
        synchronized (items) {
            return List.copyOf(items.keySet());
        }
    }

    /** How often a listener has joined an item. */
    public long joins() {
        synchronized (items) {
            return joins;
        }
    }

    /** How often a listener has left an item. */
    public long leaves() {
        synchronized (items) {
            return leaves;
        }
    }

    int loops() {
        return mailboxes.length;
    }

    DiffDefaults diffDefaults() {
        return diffDefaults;
    }

    /** Hands an update to a loop, which is woken at once or at the end of the batch. */
    void post(int loop, ItemUpdate update) {
        posted.getAndIncrement();
        mailboxes[loop].put(update);
        // Asked after the put: a batch that ends in between has seen the update.
        if (batches.get() == 0) {
            mailboxes[loop].wakeLoop();
        }
    }

    /** From now on loops are not woken for single updates. Any thread; every batch is ended by {@link #endBatch}. */
    public void beginBatch() {
        batches.getAndIncrement();
    }

    /** Wakes the loops for what the batch brought. */
    public void endBatch() {
        batches.getAndDecrement();
        wakeLoops();
    }

    private void wakeLoops() {
        if (mailboxes != null) {
            for (Mailbox mailbox : mailboxes) {
                mailbox.wakeLoop();
            }
        }
    }

    /** Told by a loop: one update has been handed out. */
    void delivered(int loop) {
        int slot = loop * STRIDE;
        delivered.lazySet(slot, delivered.get(slot) + 1);
    }

    private long waiting() {
        long count = posted.get();
        for (int i = 0; i < delivered.length(); i += STRIDE) {
            count -= delivered.get(i);
        }
        return count;
    }

    /**
     * Holds back the adapter's thread while too many of its updates wait, at most about a second: a flood costs its author time,
     * not everybody memory.
     */
    void awaitRoom() {
        if (mailboxes == null || waiting() < MAX_WAITING) {
            return;
        }
        wakeLoops();
        for (int i = 0; i < ROOM_POLLS && waiting() >= MAX_WAITING; i++) {
            LockSupport.parkNanos(ROOM_POLL_NANOS);
        }
    }
}
