package dev.sluice.server.item;

import dev.sluice.server.protocol.Mode;

/** One item of a data adapter while somebody listens: its snapshot, and who listens. Under construction by the engine. */
public final class Item {

    private final String name;
    private final Mode mode;

    Item(String name, Mode mode) {
        this.name = name;
        this.mode = mode;
    }

    /** Name the data adapter knows it by. */
    public String name() {
        return name;
    }

    /** The exclusive mode it is subscribed in, or RAW. */
    public Mode mode() {
        return mode;
    }

    /** Told by the source before it subscribes upstream: whether snapshot events will come. Any thread. */
    public void snapshotAvailable(boolean available) {
    }

    /**
     * Folds one event and hands it to every loop that listens. Any thread; the arrays are not kept.
     *
     * @param names  field names, the first {@code count} of the array
     * @param values values, null for an explicit null
     */
    public void update(String[] names, String[] values, int count, boolean snapshot) {
    }

    /** The adapter has sent the whole snapshot. Any thread. */
    public void endOfSnapshot() {
    }

    /** The adapter cleared the snapshot. Any thread. */
    public void clearSnapshot() {
    }
}
