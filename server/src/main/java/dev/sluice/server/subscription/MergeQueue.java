package dev.sluice.server.subscription;

import dev.sluice.server.item.ItemUpdate;
import java.util.ArrayDeque;

/**
 * The last states of an item in MERGE mode. An update holds the whole state, so that folding two waiting ones is dropping the older.
 */
final class MergeQueue implements UpdateQueue {

    private final int limit;
    private ItemUpdate only;
    private ArrayDeque<ItemUpdate> more;

    MergeQueue(int limit) {
        this.limit = Math.max(1, limit);
    }

    @Override
    public void add(ItemUpdate update) {
        if (limit == 1 || only == null) {
            only = update;
            return;
        }
        if (more == null) {
            more = new ArrayDeque<>(4);
        }
        more.addLast(update);
        if (more.size() + 1 > limit) {
            only = more.pollFirst();
        }
    }

    @Override
    public void restore(ItemUpdate update) {
        if (only == null) {
            only = update;
        } else if (limit > 1 && (more == null ? 1 : more.size() + 1) < limit) {
            if (more == null) {
                more = new ArrayDeque<>(4);
            }
            more.addFirst(only);
            only = update;
        }
    }

    @Override
    public ItemUpdate poll() {
        ItemUpdate next = only;
        only = more == null ? null : more.pollFirst();
        return next;
    }

    @Override
    public boolean isEmpty() {
        return only == null;
    }

    @Override
    public int takeLost() {
        return 0;
    }
}
