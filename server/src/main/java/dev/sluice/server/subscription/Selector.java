package dev.sluice.server.subscription;

import dev.sluice.server.item.ItemUpdate;

/** Decides per event whether a subscription is told of it ({@code LS_selector}). On the session's loop; must not block. */
public interface Selector {

    /** Whether the subscription hears of the event. */
    boolean selects(String item, ItemUpdate update);
}
