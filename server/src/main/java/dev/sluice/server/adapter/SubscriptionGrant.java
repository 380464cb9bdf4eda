package dev.sluice.server.adapter;

import dev.sluice.server.item.ItemTable;
import java.util.List;

/**
 * A subscription as the metadata adapter resolved it.
 *
 * @param items  the items' table of the data adapter
 * @param names  item names in order, after the range cut
 * @param limits one per item, same order
 * @param fields field names in order
 * @param table  what to give back to {@link AdapterSet#subscriptionClosed}; null when the adapter does not want tables
 */
public record SubscriptionGrant(ItemTable items, List<String> names, List<ItemLimits> limits, List<String> fields,
                                Object table) {

    /**
     * Limits of one item for one user.
     *
     * @param maxFrequency           updates per second, 0 = none
     * @param bufferSize             events, 0 = unlimited
     * @param distinctSnapshotLength events
     * @param customized             the adapter wants to see and change updates
     */
    public record ItemLimits(double maxFrequency, int bufferSize, int distinctSnapshotLength, boolean customized) {
    }
}
