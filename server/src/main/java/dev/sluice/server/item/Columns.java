package dev.sluice.server.item;

import dev.sluice.server.diff.DiffAlgorithm;
import dev.sluice.server.protocol.Mode;
import java.util.ArrayList;
import java.util.List;

/** Where the fields of one schema stand among the values of one item; shared by all listeners with that schema. */
public final class Columns {

    private final List<String> fields;
    private final int[] column;
    private volatile Orders orders;
    int users;

    /** Orders of the fields by their place, and what they were taken from. */
    private record Orders(DiffOrders of, List<List<DiffAlgorithm>> byField) {
    }

    Columns(List<String> fields, int[] column) {
        this.fields = fields;
        this.column = column;
    }

    /** Field names in the order of the schema. */
    public List<String> fields() {
        return fields;
    }

    /** Number of fields. */
    public int size() {
        return column.length;
    }

    /** Position of a field's value in {@link ItemUpdate}; {@code field} counts from 0. */
    int column(int field) {
        return column[field];
    }

    /** Algorithms to try for a field's differences; none for the two fields that COMMAND mode itself reads. */
    List<DiffAlgorithm> order(DiffOrders by, int field, Mode mode) {
        Orders known = orders;
        if (known == null || known.of != by) {
            List<List<DiffAlgorithm>> each = new ArrayList<>(column.length);
            for (int i = 0; i < column.length; i++) {
                boolean read = mode == Mode.COMMAND
                        && (column[i] == ItemUpdate.KEY_COLUMN || column[i] == ItemUpdate.COMMAND_COLUMN);
                each.add(read ? List.of() : by.of(fields.get(i)));
            }
            known = new Orders(by, each);
            orders = known;
        }
        return known.byField.get(field);
    }
}
