package dev.sluice.server.subscription;

import dev.sluice.server.item.ItemUpdate;
import dev.sluice.server.protocol.FieldEncoder;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What waits in filtered COMMAND mode: at most a DELETE and a newer state per key. Updates of a row fold into the newest; a row
 * that came and went while it waited is not told at all; a DELETE is never dropped.
 */
final class CommandQueue implements UpdateQueue {

    /** What waits for one key. */
    private static final class Row {
        /** A removal the client must hear before the state. */
        private ItemUpdate removal;
        private ItemUpdate state;
    }

    private final Map<String, Row> rows = new LinkedHashMap<>();
    /** A {@code CS} mark that comes before all rows. */
    private ItemUpdate clear;
    /** An {@code EOS} mark that comes after all rows. */
    private ItemUpdate endOfSnapshot;

    @Override
    public void add(ItemUpdate update) {
        if (mark(update)) {
            if (update.kind() == ItemUpdate.Kind.CLEAR) {
                rows.clear();
            }
            return;
        }
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

    @Override
    public void restore(ItemUpdate update) {
        if (mark(update)) {
            return;
        }
        String key = FieldEncoder.value(update.key());
        Row row = rows.computeIfAbsent(key, k -> new Row());
        boolean added = update.command() == ItemUpdate.ADD;
        if (update.command() == ItemUpdate.DELETE) {
            row.removal = update;
        } else if (row.state == null && row.removal == null) {
            row.state = update;
        } else if (row.removal != null && added) {
            row.removal = null;
            if (row.state == null) {
                rows.remove(key);
            }
        } else if (row.state != null && added) {
            row.state = row.state.asAdded();
        }
    }

    private boolean mark(ItemUpdate update) {
        switch (update.kind()) {
            case CLEAR -> clear = update;
            case END_OF_SNAPSHOT -> endOfSnapshot = update;
            default -> {
                return false;
            }
        }
        return true;
    }

    @Override
    public ItemUpdate poll() {
        if (clear != null) {
            ItemUpdate next = clear;
            clear = null;
            return next;
        }
        var entries = rows.values().iterator();
        if (!entries.hasNext()) {
            ItemUpdate next = endOfSnapshot;
            endOfSnapshot = null;
            return next;
        }
        Row row = entries.next();
        ItemUpdate next = row.removal == null ? row.state : row.removal;
        if (row.removal == null || row.state == null) {
            entries.remove();
        }
        row.removal = null;
        return next;
    }

    @Override
    public boolean isEmpty() {
        return rows.isEmpty() && clear == null && endOfSnapshot == null;
    }

    @Override
    public int takeLost() {
        return 0;
    }
}
