package dev.sluice.server.adapter;

import dev.sluice.server.protocol.Mode;

/**
 * What the metadata adapter is asked when a client subscribes (reference: adapters.md 3.3).
 *
 * @param subscriptionId {@code LS_subId}, the table's window index
 * @param unfiltered     whether unfiltered dispatching was requested
 * @param start          first item wanted, 1-based, -1 when not said
 * @param end            last item wanted, -1 when not said
 * @param wantsTables    as granted to the session
 */
public record SubscriptionQuestion(String user, String sessionId, int subscriptionId, String dataAdapter, String group,
                                   String schema, Mode mode, String selector, boolean unfiltered, int start, int end,
                                   boolean wantsTables) {
}
