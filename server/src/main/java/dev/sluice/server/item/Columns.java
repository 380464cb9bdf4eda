package dev.sluice.server.item;

import java.util.List;

/** Where the fields of one schema stand among the values of one item; shared by all listeners with that schema. */
public final class Columns {

    private final List<String> fields;
    private final int[] column;
    int users;

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
}
