package dev.sluice.server.item;

import dev.sluice.server.diff.DiffAlgorithm;
import dev.sluice.server.protocol.FieldEncoder;
import dev.sluice.server.protocol.LineBuffer;
import dev.sluice.server.protocol.Mode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The field values of an item after one event, in wire form, shared by all listeners; or a mark between events.
 *
 * <p>Knows which values differ from the event before, but keeps no reference to it: the difference in wire form is made at most
 * once per schema and used by every listener whose last event was the one before. Immutable but for that cache; any thread.
 */
public final class ItemUpdate {

    /** What this stands for. */
    public enum Kind {
        /** An event with values. */
        EVENT,
        /** The snapshot is complete ({@code EOS}). */
        END_OF_SNAPSHOT,
        /** The snapshot was cleared ({@code CS}). */
        CLEAR
    }

    /** Wire form of the command of a new row. */
    public static final byte[] ADD = FieldEncoder.token("ADD");
    /** Wire form of the command of a changed row. */
    public static final byte[] UPDATE = FieldEncoder.token("UPDATE");
    /** Wire form of the command of a removed row. */
    public static final byte[] DELETE = FieldEncoder.token("DELETE");
    /** Column of the field {@code key} in COMMAND mode. */
    static final int KEY_COLUMN = 0;
    /** Column of the field {@code command} in COMMAND mode. */
    static final int COMMAND_COLUMN = 1;
    private record Encoding(Columns columns, byte[] delta, Encoding next) {
    }

    /** A line with differences, for all whose last event was the one before and who hold the same fields as JSON. */
    private record Difference(Columns columns, int supported, long[] json, Told told, Difference next) {
    }

    private final Feed feed;
    private final Kind kind;
    private final long position;
    private final long base;
    private final boolean snapshot;
    /** Made of an event for some listeners only: no later event is told against it by its position. */
    private final boolean derived;
    private final byte[][] values;
    private final long[] changed;
    private final List<ItemUpdate> snapshotLines;
    /** How differences inside fields may be told; null when none may. */
    private final DiffOrders orders;
    private Encoding encodings;
    private Difference differences;
    private FieldChange changes;

    ItemUpdate(Feed feed, long position, long base, boolean snapshot, byte[][] values, long[] changed) {
        this(feed, Kind.EVENT, position, base, snapshot, false, values, changed, null);
    }

    ItemUpdate(Feed feed, Kind kind, long position, List<ItemUpdate> snapshotLines) {
        this(feed, kind, position, -1, false, false, null, null, snapshotLines);
    }

    private ItemUpdate(Feed feed, Kind kind, long position, long base, boolean snapshot, boolean derived,
                       byte[][] values, long[] changed, List<ItemUpdate> snapshotLines) {
        this.feed = feed;
        this.kind = kind;
        this.position = position;
        this.base = base;
        this.snapshot = snapshot;
        this.derived = derived;
        this.values = values;
        this.changed = changed;
        this.snapshotLines = snapshotLines;
        this.orders = feed == null ? null : feed.diffOrders();
    }

    /** A mark that belongs to no feed: the snapshot told just before it was complete. */
    public static ItemUpdate endOfSnapshot() {
        return new ItemUpdate(null, Kind.END_OF_SNAPSHOT, 0, null);
    }

    /** The same row told as a new one: an ADD a client has not seen yet stays an ADD when later changes are folded into it. */
    public ItemUpdate asAdded() {
        byte[][] row = values.clone();
        row[COMMAND_COLUMN] = ADD;
        return derived(feed, position, snapshot, row);
    }

    /**
     * The same event with some values changed, for one listener; key and command of a row stay as they are.
     *
     * @param changes values by field, null for null; a field nobody has asked for is left out
     */
    public ItemUpdate with(Map<String, String> changes) {
        byte[][] changed = null;
        for (Map.Entry<String, String> change : changes.entrySet()) {
            int column = feed.column(change.getKey());
            boolean fixed = feed.mode() == Mode.COMMAND && (column == KEY_COLUMN || column == COMMAND_COLUMN);
            if (column >= 0 && !fixed && kind == Kind.EVENT) {
                changed = changed == null ? values.clone() : changed;
                changed = column < changed.length ? changed : Arrays.copyOf(changed, column + 1);
                changed[column] = FieldEncoder.token(change.getValue());
            }
        }
        return changed == null ? this : derived(feed, position, snapshot, changed);
    }

    /** Values that are no event of the feed, though made of one: a row of a snapshot, or an event changed for one client. */
    static ItemUpdate derived(Feed feed, long position, boolean snapshot, byte[][] values) {
        return new ItemUpdate(feed, Kind.EVENT, position, -1, snapshot, true, values, null, null);
    }

    /** The feed it belongs to. */
    Feed feed() {
        return feed;
    }

    /** Event or mark. */
    public Kind kind() {
        return kind;
    }

    /** Place among everything the feed has told, rising. */
    public long position() {
        return position;
    }

    /** Whether the adapter sent it as part of the snapshot. */
    public boolean snapshot() {
        return snapshot;
    }

    /** Lines of the snapshot a listener waited for, oldest first; only on {@link Kind#END_OF_SNAPSHOT}. */
    public List<ItemUpdate> snapshotLines() {
        return snapshotLines;
    }

    /** Wire form of the row's key in COMMAND mode. */
    public byte[] key() {
        return values[KEY_COLUMN];
    }

    /** Wire form of the command in COMMAND mode; one of {@link #ADD}, {@link #UPDATE}, {@link #DELETE} by identity. */
    public byte[] command() {
        return values[COMMAND_COLUMN];
    }

    /** Whether it is an event of COMMAND mode that adds or removes a row. */
    public boolean additionOrRemoval() {
        return feed.mode() == Mode.COMMAND && command() != UPDATE;
    }

    /** Wire form of a value; {@link FieldEncoder#NULL} when the item never had the field. */
    byte[] value(int column) {
        byte[] token = column < values.length ? values[column] : null;
        return token == null ? FieldEncoder.NULL : token;
    }

    /**
     * A value by the name of its field; null for an explicit null and for a field the item never had. A cleared snapshot reads like
     * the removal of all rows, as adapters know it.
     */
    public String field(String name) {
        if (kind == Kind.CLEAR) {
            return name.equals("command") ? "DELETEALL" : null;
        }
        int column = feed.column(name);
        return column < 0 ? null : FieldEncoder.value(value(column));
    }

    byte[][] values() {
        return values;
    }

    /** Whether {@code earlier} is the event just before this one, so that {@link #delta} tells the whole difference. */
    public boolean follows(ItemUpdate earlier) {
        return base >= 0 && base == earlier.position && !earlier.derived;
    }

    /** The fields of a schema against the event before, in wire form; made at most once per schema. Empty: nothing changed. */
    public byte[] delta(Columns columns) {
        for (Encoding e = encodings; e != null; e = e.next) {
            if (e.columns == columns) {
                return e.delta;
            }
        }
        return encode(columns);
    }

    private synchronized byte[] encode(Columns columns) {
        for (Encoding e = encodings; e != null; e = e.next) {
            if (e.columns == columns) {
                return e.delta;
            }
        }
        LineBuffer out = new LineBuffer(128);
        boolean any = write(out, columns, null, true);
        byte[] delta = any ? out.copy() : new byte[0];
        encodings = new Encoding(columns, delta, encodings);
        return delta;
    }

    /** Writes every field of a schema. */
    public void writeFull(LineBuffer out, Columns columns) {
        for (int i = 0; i < columns.size(); i++) {
            if (i > 0) {
                out.put('|');
            }
            out.put(value(columns.column(i)));
        }
    }

    /** Writes the fields of a schema against any earlier event; false when all are equal (they are written all the same). */
    public boolean writeAgainst(LineBuffer out, Columns columns, ItemUpdate earlier) {
        return write(out, columns, earlier, false);
    }

    private boolean write(LineBuffer out, Columns columns, ItemUpdate earlier, boolean againstBefore) {
        FieldLine line = new FieldLine(out);
        for (int i = 0; i < columns.size(); i++) {
            int column = columns.column(i);
            if (againstBefore ? !changed(column) : same(value(column), earlier.value(column))) {
                line.unchanged();
            } else {
                line.field(value(column));
            }
        }
        return line.end();
    }

    /** Whether fields may be told by their difference, by {@link #tell}. */
    public boolean mayDiffer() {
        return orders != null;
    }

    /**
     * The fields of a schema against any earlier event, each told in the shortest way that is open; made once for all clients that
     * were sent the event before.
     *
     * @param supported algorithms the client can undo
     * @param json      what the client holds as JSON: {@link Told#json()} of the line before
     */
    public Told tell(Columns columns, ItemUpdate earlier, int supported, long[] json) {
        if (!follows(earlier)) {
            return compose(columns, earlier, supported, json);
        }
        synchronized (this) {
            for (Difference d = differences; d != null; d = d.next) {
                if (d.columns == columns && d.supported == supported && Arrays.equals(d.json, json)) {
                    return d.told;
                }
            }
            Told told = compose(columns, earlier, supported, json);
            differences = new Difference(columns, supported, json, told, differences);
            return told;
        }
    }

    private Told compose(Columns columns, ItemUpdate earlier, int supported, long[] json) {
        LineBuffer out = new LineBuffer(128);
        FieldLine line = new FieldLine(out);
        long[] after = json;
        for (int i = 0; i < columns.size(); i++) {
            int column = columns.column(i);
            byte[] before = earlier.value(column);
            byte[] now = value(column);
            if (same(now, before)) {
                line.unchanged();
                continue;
            }
            List<DiffAlgorithm> order = columns.order(orders, i, feed.mode());
            byte[] token = now;
            boolean patched = false;
            if (!order.isEmpty()) {
                synchronized (this) {
                    FieldChange change = change(column, before, now);
                    token = change.token(order, supported, Told.isJson(json, i), orders.jsonPatchMinLength());
                    patched = token == null || change.isPatch(token);
                }
            }
            if (token == null) {
                line.unchanged();
            } else {
                line.field(token);
            }
            after = Told.withJson(after, i, columns.size(), patched);
        }
        boolean any = line.end();
        return new Told(out.copy(), any, after);
    }

    private FieldChange change(int column, byte[] before, byte[] now) {
        for (FieldChange c = changes; c != null; c = c.next) {
            if (c.is(column, before)) {
                return c;
            }
        }
        changes = new FieldChange(column, before, now, changes);
        return changes;
    }

    private boolean changed(int column) {
        return (column >> 6) < changed.length && (changed[column >> 6] & 1L << column) != 0;
    }

    static boolean same(byte[] a, byte[] b) {
        return a == b || Arrays.equals(a, b);
    }
}
