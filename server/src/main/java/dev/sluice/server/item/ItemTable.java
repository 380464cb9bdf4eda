package dev.sluice.server.item;

/** Finds or creates the items of one data adapter. Under construction by the engine. */
public final class ItemTable {

    private final ItemSource source;

    /** @param source where events come from */
    public ItemTable(ItemSource source) {
        this.source = source;
    }
}
