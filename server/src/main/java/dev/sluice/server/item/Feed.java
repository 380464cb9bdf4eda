package dev.sluice.server.item;

import dev.sluice.server.protocol.FieldEncoder;
import dev.sluice.server.protocol.Mode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The events of one item folded in one mode: its snapshot, and its listeners on every loop.
 *
 * <p>The fold is guarded by this object's monitor, held for a few copies and never while anybody else's code runs. The listeners
 * of a loop belong to that loop.
 */
final class Feed {

    /** Listeners of one loop; touched by that loop only. */
    private static final class Listeners {
        ItemListener[] array = new ItemListener[4];
        int count;
        /** Who failed at the update that is being delivered; null while none has. */
        List<Failure> failed;
    }

    private record Failure(ItemListener of, Throwable bug) {
    }

    private final Item item;
    private final Mode mode;
    private final int historyLimit;
    private final Listeners[] listeners;
    /** Loops with a listener; posts go only there. Written under the monitor. */
    private long loops;

    // guarded by the monitor
    private final Map<String, Integer> columns = new HashMap<>();
    /** Columns an event has filled. */
    private final BitSet filled = new BitSet();
    private final List<Columns> schemas = new ArrayList<>(1);
    private long position;
    private ItemUpdate latest;
    private boolean snapshotComplete;
    private Map<String, byte[][]> rows;
    private ArrayDeque<ItemUpdate> history;

    Feed(Item item, Mode mode, int historyLimit, int loopCount) {
        this.item = item;
        this.mode = mode;
        this.historyLimit = historyLimit;
        this.listeners = new Listeners[loopCount];
        this.snapshotComplete = mode == Mode.RAW;
        if (mode == Mode.COMMAND) {
            rows = new LinkedHashMap<>();
            columns.put("key", ItemUpdate.KEY_COLUMN);
            columns.put("command", ItemUpdate.COMMAND_COLUMN);
        } else if (mode == Mode.DISTINCT) {
            history = new ArrayDeque<>();
        }
    }

    Item item() {
        return item;
    }

    Mode mode() {
        return mode;
    }

    /** The places of a schema's fields; shared by all who ask for the same fields. Give back with {@link #leave}. */
    synchronized Columns columns(List<String> fields) {
        for (Columns known : schemas) {
            if (known.fields().equals(fields)) {
                known.users++;
                return known;
            }
        }
        int[] places = new int[fields.size()];
        for (int i = 0; i < places.length; i++) {
            places[i] = columns.computeIfAbsent(fields.get(i), name -> columns.size());
        }
        Columns added = new Columns(List.copyOf(fields), places);
        added.users = 1;
        schemas.add(added);
        return added;
    }

    /** Where the values of a field stand, or -1 when the item never had it. */
    synchronized int column(String field) {
        return columns.getOrDefault(field, -1);
    }

    /** Whether an event had the field. */
    synchronized boolean had(String field) {
        Integer column = columns.get(field);
        return column != null && filled.get(column);
    }

    /** How differences inside fields may be told; null when none may. */
    DiffOrders diffOrders() {
        return item.diffOrders();
    }

    /** Adds a listener of the calling loop and takes the snapshot of that moment. */
    Joined join(ItemListener listener, int loop) {
        Listeners mine = listeners[loop];
        if (mine == null) {
            mine = listeners[loop] = new Listeners();
        }
        if (mine.count == mine.array.length) {
            mine.array = Arrays.copyOf(mine.array, mine.count * 2);
        }
        listener.slot = mine.count;
        mine.array[mine.count++] = listener;
        synchronized (this) {
            loops |= 1L << loop;
            return new Joined(position, mode == Mode.MERGE ? latest : null, snapshotComplete ? lines() : null);
        }
    }

    /** Removes a listener of the calling loop. */
    void leave(ItemListener listener, Columns schema, int loop) {
        Listeners mine = listeners[loop];
        ItemListener moved = mine.array[--mine.count];
        mine.array[listener.slot] = moved;
        moved.slot = listener.slot;
        mine.array[mine.count] = null;
        listener.slot = -1;
        synchronized (this) {
            if (--schema.users == 0) {
                schemas.remove(schema);
            }
            if (mine.count == 0) {
                loops &= ~(1L << loop);
            }
        }
    }

    /** Hands an update to the listeners of a loop, on that loop; answers how many there were. */
    int deliver(int loop, ItemUpdate update) {
        item.table().delivered(loop);
        Listeners mine = listeners[loop];
        if (mine == null) {
            return 0;
        }
        int count = mine.count;
        int left = count;
        while (left > 0) {
            left = offer(mine, left, update);
        }
        if (mine.failed != null) {
            tellFailures(mine);
        }
        return count;
    }

    /** Hands an update to the first {@code left} listeners, last first; answers how many are left behind one that fails. */
    private static int offer(Listeners mine, int left, ItemUpdate update) {
        int i = left - 1;
        ItemListener asked = null;
        try {
            for (; i >= 0; i--) {
                asked = mine.array[i];
                asked.offer(update);
            }
            return 0;
        } catch (RuntimeException | Error bug) {
            mine.failed = mine.failed == null ? new ArrayList<>(1) : mine.failed;
            mine.failed.add(new Failure(asked, bug));
            return i;
        }
    }

    /** Only when all have their update: who has failed leaves, which moves others in the array. */
    private static void tellFailures(Listeners mine) {
        List<Failure> failed = mine.failed;
        mine.failed = null;
        for (Failure failure : failed) {
            failure.of.onFailure(failure.bug);
        }
    }

    /** Whether the adapter will send a snapshot; otherwise it counts as complete at once. */
    void snapshotAvailable(boolean available) {
        if (!available) {
            endSnapshot();
        }
    }

    void endSnapshot() {
        synchronized (this) {
            if (!snapshotComplete) {
                completeSnapshot();
            }
        }
    }

    void clear() {
        synchronized (this) {
            if (!snapshotComplete) {
                completeSnapshot();
            }
            switch (mode) {
                case RAW -> {
                    return;
                }
                case MERGE -> {
                    byte[][] nothing = new byte[columns.size()][];
                    Arrays.fill(nothing, FieldEncoder.NULL);
                    publish(nothing, false);
                    return;
                }
                case COMMAND -> rows.clear();
                default -> history.clear();
            }
            post(new ItemUpdate(this, ItemUpdate.Kind.CLEAR, ++position, null));
        }
    }

    /** Folds one event; the tokens are in wire form. Answers a sentence when the event broke the rules of the mode. */
    String accept(String[] names, byte[][] tokens, int count, boolean asSnapshot) {
        synchronized (this) {
            boolean snapshot = asSnapshot && !snapshotComplete;
            if (mode == Mode.RAW && asSnapshot) {
                return null;
            }
            if (!snapshot && !snapshotComplete && mode != Mode.MERGE) {
                completeSnapshot();
            }
            if (mode == Mode.COMMAND) {
                return acceptRow(names, tokens, count, snapshot);
            }
            byte[][] values = mode == Mode.MERGE && latest != null ? latest.values() : null;
            byte[][] next = spread(values, names, tokens, count);
            if (mode == Mode.MERGE) {
                publish(next, snapshot);
                snapshotComplete = true;
            } else if (snapshot) {
                remember(update(next, true));
            } else {
                ItemUpdate told = publish(next, false);
                if (mode == Mode.DISTINCT) {
                    remember(told);
                }
            }
            return null;
        }
    }

    private String acceptRow(String[] names, byte[][] tokens, int count, boolean snapshot) {
        byte[] key = null;
        byte[] command = null;
        for (int i = 0; i < count; i++) {
            if (names[i].equals("key")) {
                key = tokens[i];
            } else if (names[i].equals("command")) {
                command = tokens[i];
            }
        }
        if (key == null || key == FieldEncoder.NULL) {
            return "an event in COMMAND mode without a key is discarded";
        }
        String row = FieldEncoder.value(key);
        boolean delete = command != null && ItemUpdate.same(command, ItemUpdate.DELETE);
        if (!delete && (command == null
                || !ItemUpdate.same(command, ItemUpdate.ADD) && !ItemUpdate.same(command, ItemUpdate.UPDATE))) {
            return "an event in COMMAND mode whose command is not ADD, UPDATE or DELETE is discarded";
        }
        byte[][] known = rows.get(row);
        if (delete) {
            if (known == null) {
                return "DELETE of the unknown key " + row + " is dropped";
            }
            rows.remove(row);
            if (!snapshot) {
                byte[][] gone = new byte[columns.size()][];
                gone[ItemUpdate.KEY_COLUMN] = key;
                gone[ItemUpdate.COMMAND_COLUMN] = ItemUpdate.DELETE;
                publish(gone, false);
            }
            return null;
        }
        boolean update = ItemUpdate.same(command, ItemUpdate.UPDATE);
        byte[][] next = spread(update ? known : null, names, tokens, count);
        next[ItemUpdate.KEY_COLUMN] = key;
        next[ItemUpdate.COMMAND_COLUMN] = known == null ? ItemUpdate.ADD : ItemUpdate.UPDATE;
        rows.put(row, next);
        if (!snapshot) {
            publish(next, false);
        }
        return known == null && update ? "UPDATE of the unknown key " + row + " is taken as ADD" : null;
    }

    /** Values by column: those of {@code before}, or none, with the event's on top. */
    private byte[][] spread(byte[][] before, String[] names, byte[][] tokens, int count) {
        byte[][] next = before == null ? new byte[columns.size()][] : before.clone();
        for (int i = 0; i < count; i++) {
            Integer column = columns.get(names[i]);
            if (column == null) {
                column = columns.size();
                columns.put(names[i], column);
            }
            if (column >= next.length) {
                next = Arrays.copyOf(next, columns.size());
            }
            next[column] = tokens[i];
            filled.set(column);
        }
        return next;
    }

    private ItemUpdate publish(byte[][] values, boolean snapshot) {
        ItemUpdate update = update(values, snapshot);
        latest = update;
        post(update);
        return update;
    }

    private ItemUpdate update(byte[][] values, boolean snapshot) {
        long base = latest == null ? -1 : latest.position();
        return new ItemUpdate(this, ++position, base, snapshot, values, base < 0 ? null : difference(values));
    }

    private long[] difference(byte[][] values) {
        byte[][] before = latest.values();
        int size = Math.max(values.length, before.length);
        long[] changed = new long[(size + 63) >> 6];
        for (int i = 0; i < size; i++) {
            byte[] now = i < values.length && values[i] != null ? values[i] : FieldEncoder.NULL;
            byte[] then = i < before.length && before[i] != null ? before[i] : FieldEncoder.NULL;
            if (!ItemUpdate.same(now, then)) {
                changed[i >> 6] |= 1L << i;
            }
        }
        return changed;
    }

    private void remember(ItemUpdate update) {
        history.add(update);
        if (history.size() > historyLimit) {
            history.poll();
        }
    }

    private void completeSnapshot() {
        snapshotComplete = true;
        if (mode.marksSnapshot()) {
            post(new ItemUpdate(this, ItemUpdate.Kind.END_OF_SNAPSHOT, ++position, lines()));
        }
    }

    private List<ItemUpdate> lines() {
        if (mode == Mode.DISTINCT) {
            return List.copyOf(history);
        }
        if (mode != Mode.COMMAND) {
            return List.of();
        }
        List<ItemUpdate> lines = new ArrayList<>(rows.size());
        for (byte[][] row : rows.values()) {
            byte[][] added = row.clone();
            added[ItemUpdate.COMMAND_COLUMN] = ItemUpdate.ADD;
            lines.add(ItemUpdate.derived(this, position, true, added));
        }
        return lines;
    }

    private void post(ItemUpdate update) {
        for (long left = loops; left != 0; left &= left - 1) {
            item.table().post(Long.numberOfTrailingZeros(left), update);
        }
    }
}
