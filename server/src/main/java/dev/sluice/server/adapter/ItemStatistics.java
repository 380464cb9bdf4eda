package dev.sluice.server.adapter;

/**
 * What became of the updates of one item of a subscription, told to the adapter when the subscription ends.
 *
 * @param realTime sent, snapshot not counted
 * @param lost     dropped because a buffer was full, in a mode that must not drop
 * @param filtered dropped by frequency, buffer or selector
 */
public record ItemStatistics(long realTime, long lost, long filtered) {
}
