package dev.sluice.server.subscription;

import dev.sluice.server.item.ItemUpdate;
import dev.sluice.server.protocol.FieldEncoder;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What waits in unfiltered COMMAND mode when order across keys need not be kept: every event, in a queue per key. The keys take
 * turns, so that a busy one does not keep the others waiting. Beyond the limit the busy key loses its own oldest event, told.
 */
final class KeyedEventQueue implements UpdateQueue {

    /** Events between two marks, and the mark that ends them. */
    private static final class Stretch {
        private final Map<String, ArrayDeque<ItemUpdate>> keys = new LinkedHashMap<>();
        private ItemUpdate mark;
    }

    private final ArrayDeque<Stretch> stretches = new ArrayDeque<>(2);
    private final int limit;
    private int size;
    private int lost;

    KeyedEventQueue(int limit) {
        this.limit = Math.max(1, limit);
    }

    @Override
    public void add(ItemUpdate update) {
        Stretch last = stretches.peekLast();
        if (last == null || last.mark != null) {
            last = new Stretch();
            stretches.addLast(last);
        }
        if (update.kind() != ItemUpdate.Kind.EVENT) {
            last.mark = update;
            return;
        }
        ArrayDeque<ItemUpdate> sameKey = last.keys.computeIfAbsent(FieldEncoder.value(update.key()),
                key -> new ArrayDeque<>(2));
        sameKey.addLast(update);
        if (++size > limit) {
            drop(sameKey);
        }
    }

    private void drop(ArrayDeque<ItemUpdate> busy) {
        size--;
        lost++;
        if (busy.size() > 1) {
            busy.pollFirst();
            return;
        }
        for (Stretch stretch : stretches) {
            Iterator<ArrayDeque<ItemUpdate>> first = stretch.keys.values().iterator();
            if (first.hasNext()) {
                ArrayDeque<ItemUpdate> events = first.next();
                events.pollFirst();
                if (events.isEmpty()) {
                    first.remove();
                }
                return;
            }
        }
    }

    @Override
    public ItemUpdate peek() {
        Stretch first = stretches.peekFirst();
        if (first == null) {
            return null;
        }
        return first.keys.isEmpty() ? first.mark : first.keys.values().iterator().next().peekFirst();
    }

    @Override
    public void remove() {
        Stretch first = stretches.peekFirst();
        if (first.keys.isEmpty()) {
            stretches.pollFirst();
            return;
        }
        Iterator<Map.Entry<String, ArrayDeque<ItemUpdate>>> next = first.keys.entrySet().iterator();
        Map.Entry<String, ArrayDeque<ItemUpdate>> turn = next.next();
        String key = turn.getKey();
        ArrayDeque<ItemUpdate> events = turn.getValue();
        events.pollFirst();
        next.remove();
        if (!events.isEmpty()) {
            first.keys.put(key, events);
        } else if (first.keys.isEmpty() && first.mark == null) {
            stretches.pollFirst();
        }
        size--;
    }

    @Override
    public int takeLost() {
        int count = lost;
        lost = 0;
        return count;
    }
}
