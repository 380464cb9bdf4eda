package dev.sluice.server.session;

import dev.sluice.server.protocol.ProtocolVersion;

/**
 * Who a session was created for; never changes.
 *
 * @param adapterSet  id of the adapter set
 * @param user        {@code LS_user}, or null
 * @param version     version its output is written in
 * @param reducedHead created with {@code LS_reduce_head}: no {@code CONS} for its whole life
 * @param wantsTables whether the metadata adapter wants to hear of subscriptions
 * @param allowedKbps bandwidth the metadata adapter allows, 0 for no limit
 * @param silent      its client is to leave no trace in the log, {@code no_logging_ip}
 */
public record SessionOrigin(String adapterSet, String user, ProtocolVersion version, boolean reducedHead,
                            boolean wantsTables, double allowedKbps, boolean silent) {
}
