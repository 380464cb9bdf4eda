package dev.sluice.server.subscription;

import java.util.List;

/**
 * The ordered fields of a subscription.
 *
 * @param fields  names in the order of the wire
 * @param key     1-based position of the field {@code key}, 0 when there is none
 * @param command 1-based position of the field {@code command}, 0 when there is none
 */
public record Schema(List<String> fields, int key, int command) {

    /** The schema with these fields. */
    public static Schema of(List<String> fields) {
        return new Schema(List.copyOf(fields), fields.indexOf("key") + 1, fields.indexOf("command") + 1);
    }
}
