package dev.sluice.server.adapter;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The fields of one event on their way from the adapter's object into the item; reused by its thread. */
final class EventFields {

    private static final ThreadLocal<EventFields> OF_THREAD = ThreadLocal.withInitial(EventFields::new);
    private static final int FIRST_SIZE = 32;

    private String[] names = new String[FIRST_SIZE];
    private String[] values = new String[FIRST_SIZE];
    private int count;
    private String oddField;
    private boolean taken;

    /** The thread's own, or a new one while that is in use: an adapter may send an event while another is read. */
    static EventFields take() {
        EventFields fields = OF_THREAD.get();
        if (fields.taken) {
            fields = new EventFields();
        }
        fields.taken = true;
        return fields;
    }

    /** Gives it back, empty. */
    void release() {
        count = 0;
        oddField = null;
        taken = false;
    }

    void add(String name, Object value) {
        if (count == names.length) {
            names = Arrays.copyOf(names, count * 2);
            values = Arrays.copyOf(values, count * 2);
        }
        names[count] = name;
        if (value == null || value instanceof String) {
            values[count] = (String) value;
        } else if (value instanceof byte[] bytes) {
            values[count] = new String(bytes, StandardCharsets.ISO_8859_1);
        } else {
            values[count] = value.toString();
            oddField = name;
        }
        count++;
    }

    String[] names() {
        return names;
    }

    String[] values() {
        return values;
    }

    int count() {
        return count;
    }

    /** A field whose value is neither text nor bytes, null when there is none. */
    String oddField() {
        return oddField;
    }
}
