package dev.sluice.server.subscription;

import dev.sluice.server.item.ItemUpdate;
import dev.sluice.server.protocol.FieldEncoder;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What waits in filtered COMMAND mode: at most a DELETE and a newer state per key. Updates of a row fold into the newest; a row
 * that came and went while it waited is not told at all. Beyond the limit the row that waits longest is dropped and told as lost.
 */
final class RowQueue implements UpdateQueue {

    /** What waits for one key, or a mark in {@code state}. */
    private static final class Row {
        /** A removal the client must hear before the state. */
        private ItemUpdate removal;
        private ItemUpdate state;
    }

    /** Rows in the order they began to wait; a mark stands in its place under its kind. */
    private final Map<Object, Row> rows = new LinkedHashMap<>();
    private final int limit;
    private int lost;

    RowQueue(int limit) {
        this.limit = Math.max(1, limit);
    }

    @Override
    public void add(ItemUpdate update) {
        switch (update.kind()) {
            case CLEAR -> {
                Row end = rows.get(ItemUpdate.Kind.END_OF_SNAPSHOT);
                rows.clear();
                if (end != null) {
                    rows.put(ItemUpdate.Kind.END_OF_SNAPSHOT, end);
                }
                mark(update);
            }
            case END_OF_SNAPSHOT -> mark(update);
            default -> {
                fold(update);
                if (rows.size() > limit) {
                    dropOldest();
                }
            }
        }
    }

    private void mark(ItemUpdate mark) {
        rows.computeIfAbsent(mark.kind(), kind -> new Row()).state = mark;
    }

    private void fold(ItemUpdate update) {
        String key = FieldEncoder.value(update.key());
        Row row = rows.computeIfAbsent(key, k -> new Row());
        if (update.command() == ItemUpdate.DELETE) {
            boolean neverTold = row.state != null && row.state.command() == ItemUpdate.ADD;
            row.state = null;
            if (!neverTold) {
                row.removal = update;
            }
            if (row.removal == null) {
                rows.remove(key);
            }
        } else if (row.state != null && row.state.command() == ItemUpdate.ADD) {
            row.state = update.asAdded();
        } else {
            row.state = update;
        }
    }

    private void dropOldest() {
        for (Iterator<Map.Entry<Object, Row>> oldest = rows.entrySet().iterator(); oldest.hasNext();) {
            Map.Entry<Object, Row> entry = oldest.next();
            if (entry.getKey() instanceof String) {
                lost += (entry.getValue().removal == null ? 0 : 1) + (entry.getValue().state == null ? 0 : 1);
                oldest.remove();
                return;
            }
        }
    }

    @Override
    public ItemUpdate peek() {
        Iterator<Row> first = rows.values().iterator();
        return first.hasNext() ? next(first.next()) : null;
    }

    private static ItemUpdate next(Row row) {
        return row.removal == null ? row.state : row.removal;
    }

    @Override
    public void remove() {
        Iterator<Row> first = rows.values().iterator();
        taken(first.next(), first);
    }

    private static void taken(Row row, Iterator<Row> at) {
        if (row.removal == null || row.state == null) {
            at.remove();
        }
        row.removal = null;
    }

    /** Rows wait for themselves only. */
    @Override
    public boolean precedes(ItemUpdate update) {
        return update.kind() != ItemUpdate.Kind.EVENT || rows.containsKey(FieldEncoder.value(update.key()));
    }

    /** Rows whose turn has not come are passed over. */
    @Override
    public ItemUpdate poll(FrequencyGate gate, long nowMillis) {
        for (Iterator<Row> each = rows.values().iterator(); each.hasNext();) {
            Row row = each.next();
            ItemUpdate next = next(row);
            if (gate.pass(next, nowMillis)) {
                taken(row, each);
                return next;
            }
        }
        return null;
    }

    @Override
    public int takeLost() {
        int count = lost;
        lost = 0;
        return count;
    }
}
