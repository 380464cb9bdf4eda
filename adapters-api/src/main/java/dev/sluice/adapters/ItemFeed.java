package dev.sluice.adapters;

import com.lightstreamer.interfaces.data.ItemEventListener;
import java.util.Map;

/**
 * Where a {@link FeedAdapter} sends the events of one item, from {@link FeedAdapter#open} to {@link FeedAdapter#close}. Every
 * method may be called on any thread and returns at once, unless the adapter sends faster than the node can pass on: then it
 * waits a little. Events sent one after the other stay in order. Maps are copied; they may be used again.
 *
 * <p>A field that is absent from a map keeps its value in MERGE mode; a field with a null value becomes null. Items of COMMAND
 * mode need the fields {@code key} and {@code command} ({@code ADD}, {@code UPDATE} or {@code DELETE}) in every event.
 */
public final class ItemFeed {

    private final String name;
    private final Object handle;
    private final ItemEventListener listener;
    private volatile boolean open = true;

    ItemFeed(String name, Object handle, ItemEventListener listener) {
        this.name = name;
        this.handle = handle;
        this.listener = listener;
    }

    /** Name of the item. */
    public String name() {
        return name;
    }

    /** Whether anybody listens; false for ever after {@link FeedAdapter#close} was called. */
    public boolean isOpen() {
        return open;
    }

    /** Sends an event. The first one ends the snapshot. */
    public void update(Map<String, String> fields) {
        listener.smartUpdate(handle, fields, false);
    }

    /** Sends an event of the snapshot: for an item in MERGE mode the only one, else one per row or past event. */
    public void snapshot(Map<String, String> fields) {
        listener.smartUpdate(handle, fields, true);
    }

    /** The snapshot is complete. */
    public void endOfSnapshot() {
        listener.smartEndOfSnapshot(handle);
    }

    /** All there was is gone: fields become null, rows are deleted, past events forgotten. */
    public void clear() {
        listener.smartClearSnapshot(handle);
    }

    void ended() {
        open = false;
    }
}
