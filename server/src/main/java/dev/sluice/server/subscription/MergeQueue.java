package dev.sluice.server.subscription;

import dev.sluice.server.item.ItemUpdate;
import java.util.ArrayDeque;

/**
 * The last states of an item in MERGE mode. An update holds the whole state, so that folding two waiting ones is dropping the older.
 */
final class MergeQueue implements UpdateQueue {

    private final int limit;
    private ItemUpdate first;
    private ArrayDeque<ItemUpdate> more;

    MergeQueue(int limit) {
        this.limit = Math.max(1, limit);
    }

    @Override
    public void add(ItemUpdate update) {
        if (limit == 1 || first == null) {
            first = update;
            return;
        }
        if (more == null) {
            more = new ArrayDeque<>(4);
        }
        more.addLast(update);
        if (more.size() + 1 > limit) {
            first = more.pollFirst();
        }
    }

    @Override
    public ItemUpdate peek() {
        return first;
    }

    @Override
    public void remove() {
        first = more == null ? null : more.pollFirst();
    }

    @Override
    public int takeLost() {
        return 0;
    }
}
