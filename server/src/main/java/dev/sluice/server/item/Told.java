package dev.sluice.server.item;

import java.util.Arrays;

/**
 * The fields of one line to one client, with differences inside fields.
 *
 * @param fields wire form
 * @param any    false when every field is as it was for this client
 * @param json   a bit per field whose value at the client was made by a JSON Patch; null for none
 */
public record Told(byte[] fields, boolean any, long[] json) {

    /** Whether the bit of a field is set. */
    static boolean isJson(long[] json, int field) {
        return json != null && (json[field >> 6] & 1L << field) != 0;
    }

    /** The bits with one more set or cleared; the same array when nothing changes. */
    static long[] withJson(long[] json, int field, int fields, boolean set) {
        if (isJson(json, field) == set) {
            return json;
        }
        long[] bits = json == null ? new long[(fields + 63) >> 6] : json.clone();
        bits[field >> 6] ^= 1L << field;
        return Arrays.stream(bits).allMatch(word -> word == 0) ? null : bits;
    }
}
