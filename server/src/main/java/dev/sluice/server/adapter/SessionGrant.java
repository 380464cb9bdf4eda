package dev.sluice.server.adapter;

/**
 * What the metadata adapter granted to a new session.
 *
 * @param sessionId        the id the adapter was told
 * @param timeToLiveMillis 0 = no limit
 * @param maxBandwidthKbps 0 = no limit
 * @param wantsTables      whether subscriptions are to be told to the adapter
 */
public record SessionGrant(String sessionId, long timeToLiveMillis, double maxBandwidthKbps, boolean wantsTables) {
}
