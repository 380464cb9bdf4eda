package dev.sluice.server.protocol;

/** How the events of an item are kept, filtered and told to a client ({@code LS_mode}). */
public enum Mode {
    /** Every event as it came, no snapshot, no filter. */
    RAW,
    /** The last value of each field; events that wait are folded into one. */
    MERGE,
    /** Every event counts; those that wait may be dropped oldest first beyond the buffer. */
    DISTINCT,
    /** A table of rows: every event adds, updates or deletes the row of its {@code key}. */
    COMMAND;

    /** Whether the end of the snapshot and its clearing are told by {@code EOS} and {@code CS} lines. */
    public boolean marksSnapshot() {
        return this == DISTINCT || this == COMMAND;
    }

    /** Whether the mode excludes the other filtered modes on the same item. */
    public boolean exclusive() {
        return this != RAW;
    }
}
