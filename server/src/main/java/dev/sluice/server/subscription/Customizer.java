package dev.sluice.server.subscription;

import dev.sluice.server.item.ItemUpdate;

/** Changes events for one subscription alone ({@code customizeUpdate}). On the session's loop; must not block. */
public interface Customizer {

    /** The event as the subscription is to see it; the event itself when nothing changes. */
    ItemUpdate customize(String item, ItemUpdate update);
}
