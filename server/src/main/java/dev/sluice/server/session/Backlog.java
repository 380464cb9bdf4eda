package dev.sluice.server.session;

import dev.sluice.server.item.ItemUpdate;
import dev.sluice.server.subscription.ItemSubscription;
import java.util.ArrayDeque;

/**
 * What a session's connection could not take, in the order it came: lines as they are, and items whose updates wait folded in their
 * own queues. There only while something waits. On the session's loop.
 */
final class Backlog {

    private final ArrayDeque<Object> things = new ArrayDeque<>(4);
    private ItemUpdate update;

    /** A line, behind all there is. */
    void add(Notice notice) {
        things.addLast(notice);
    }

    /** An update, behind those of its item; nothing when the item's subscription is over. */
    void hold(ItemSubscription item, ItemUpdate held) {
        if (!item.closed() && item.hold(held)) {
            things.addLast(item);
        }
    }

    /** Whether nothing waits. */
    boolean isEmpty() {
        return things.isEmpty();
    }

    /** The first thing that is to be told: a {@link Notice}, or an item with {@link #update}; null when nothing is left. */
    Object first() {
        Object first = things.peekFirst();
        while (first instanceof ItemSubscription item) {
            update = item.firstHeld();
            if (update != null) {
                return item;
            }
            things.pollFirst();
            first = things.peekFirst();
        }
        update = null;
        return first;
    }

    /** The update of the item that {@link #first} answered; null for a line. */
    ItemUpdate update() {
        return update;
    }

    /** What {@link #first} answered is on its way. */
    void removeFirst() {
        if (things.peekFirst() instanceof ItemSubscription item) {
            item.removeHeld();
        } else {
            things.pollFirst();
        }
    }
}
