package dev.sluice.server.subscription;

import dev.sluice.server.item.ItemUpdate;
import java.util.ArrayDeque;

/** Every event waits; beyond the limit the oldest is dropped, told or silently. Marks are never dropped. */
final class EventQueue implements UpdateQueue {

    private final ArrayDeque<ItemUpdate> waiting = new ArrayDeque<>(4);
    private final int limit;
    private final boolean tellLosses;
    private int lost;

    EventQueue(int limit, boolean tellLosses) {
        this.limit = Math.max(1, limit);
        this.tellLosses = tellLosses;
    }

    @Override
    public void add(ItemUpdate update) {
        waiting.addLast(update);
        if (waiting.size() > limit) {
            dropOldest();
        }
    }

    private void dropOldest() {
        ArrayDeque<ItemUpdate> marks = null;
        while (!waiting.isEmpty() && waiting.peekFirst().kind() != ItemUpdate.Kind.EVENT) {
            if (marks == null) {
                marks = new ArrayDeque<>(2);
            }
            marks.push(waiting.pollFirst());
        }
        if (waiting.pollFirst() != null && tellLosses) {
            lost++;
        }
        while (marks != null && !marks.isEmpty()) {
            waiting.addFirst(marks.pop());
        }
    }

    @Override
    public ItemUpdate peek() {
        return waiting.peekFirst();
    }

    @Override
    public void remove() {
        waiting.pollFirst();
    }

    @Override
    public int takeLost() {
        int count = lost;
        lost = 0;
        return count;
    }
}
