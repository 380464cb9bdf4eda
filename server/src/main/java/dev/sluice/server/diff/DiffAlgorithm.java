package dev.sluice.server.diff;

import java.util.Set;

/** A way to tell a new value by its difference from the one before. */
public enum DiffAlgorithm {
    /** RFC 6902, between two JSON values; {@code ^P} on the wire. */
    JSON_PATCH("P"),
    /** TLCP-diff: copied, added and deleted characters; {@code ^T} on the wire. */
    TLCP_DIFF("T");

    private final String tag;

    DiffAlgorithm(String tag) {
        this.tag = tag;
    }

    /** The letter on the wire and in {@code LS_supported_diffs}. */
    public char tag() {
        return tag.charAt(0);
    }

    /** A set of algorithms as a number that {@link #in} reads. */
    public int bit() {
        return 1 << ordinal();
    }

    /** Whether it is in a set. */
    public boolean in(int algorithms) {
        return (algorithms & bit()) != 0;
    }

    /**
     * The algorithms a client can undo.
     *
     * @param tags value of {@code LS_supported_diffs}, null when it was not said: all
     */
    public static int supported(Set<String> tags) {
        int algorithms = 0;
        for (DiffAlgorithm each : values()) {
            if (tags == null || tags.contains(each.tag)) {
                algorithms |= each.bit();
            }
        }
        return algorithms;
    }
}
