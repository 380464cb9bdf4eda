package dev.sluice.server.item;

/** Who listens to an item, on one loop. All calls on that loop, in the order of the events. */
public abstract class ItemListener {

    /** Place in the feed's list of this loop; kept by the feed for removal in constant time. */
    int slot = -1;

    /** One event, or a mark that belongs between events. */
    public abstract void offer(ItemUpdate update);

    /** {@link #offer} has failed by a bug of ours; the others of the loop have been told, and the listener may leave. */
    public abstract void onFailure(Throwable bug);
}
