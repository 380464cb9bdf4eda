package dev.sluice.server.item;

import dev.sluice.server.diff.DiffAlgorithm;
import dev.sluice.server.diff.FieldDiff;
import dev.sluice.server.protocol.FieldEncoder;
import java.util.List;

/**
 * One changed field against one earlier value, with the tokens of its differences, each made at most once for all clients.
 * Guarded by the update it belongs to.
 */
final class FieldChange {

    /** A difference that does not exist or is not worth telling. */
    private static final byte[] NONE = new byte[0];

    private final int column;
    private final byte[] before;
    private final byte[] after;
    private final FieldDiff diff;
    final FieldChange next;
    private byte[] patch;
    private byte[] text;
    private Boolean sameJson;

    FieldChange(int column, byte[] before, byte[] after, FieldChange next) {
        this.column = column;
        this.before = before;
        this.after = after;
        this.next = next;
        String old = FieldEncoder.value(before);
        String now = FieldEncoder.value(after);
        this.diff = old == null || now == null ? null : new FieldDiff(old, now);
    }

    boolean is(int otherColumn, byte[] otherBefore) {
        return column == otherColumn && before == otherBefore;
    }

    /**
     * The first way of the order that is open to the client and shorter than the value.
     *
     * @param supported algorithms the client can undo
     * @param json      whether a patch made the value the client holds
     * @return the token, or null when the client has nothing to be told
     */
    byte[] token(List<DiffAlgorithm> order, int supported, boolean json, int jsonPatchMinLength) {
        if (diff == null) {
            return after;
        }
        if (json && sameJson()) {
            return null;
        }
        for (DiffAlgorithm algorithm : order) {
            byte[] token = NONE;
            if (algorithm.in(supported)) {
                token = algorithm == DiffAlgorithm.JSON_PATCH ? patch(jsonPatchMinLength) : json ? NONE : text();
            }
            if (token != NONE) {
                return token;
            }
        }
        return after;
    }

    /** Whether a token is the JSON Patch of this change. */
    boolean isPatch(byte[] token) {
        return token == patch;
    }

    private boolean sameJson() {
        if (sameJson == null) {
            sameJson = diff.sameJson();
        }
        return sameJson;
    }

    private byte[] patch(int minLength) {
        if (patch == null) {
            patch = token(DiffAlgorithm.JSON_PATCH, diff.jsonPatch(minLength), minLength > 0);
        }
        return patch;
    }

    private byte[] text() {
        if (text == null) {
            text = token(DiffAlgorithm.TLCP_DIFF, diff.tlcpDiff(), true);
        }
        return text;
    }

    private byte[] token(DiffAlgorithm algorithm, String payload, boolean onlyShorter) {
        byte[] token = payload == null ? NONE : FieldEncoder.difference(algorithm.tag(), payload);
        return onlyShorter && token.length >= after.length ? NONE : token;
    }
}
