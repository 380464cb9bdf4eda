package dev.sluice.server.item;

/**
 * Where the events of items come from. Implemented by {@code adapter}. Both methods return at once and may be called on any
 * thread, never while the item's monitor is held; for one item they alternate strictly, beginning with {@link #open}.
 */
public interface ItemSource {

    /** The first listener came: start to deliver events to {@code item}. Events may arrive before this returns. */
    void open(Item item);

    /** The last listener left: stop. */
    void close(Item item);
}
