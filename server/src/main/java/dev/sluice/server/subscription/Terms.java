package dev.sluice.server.subscription;

import dev.sluice.server.protocol.Mode;

/**
 * How the events of one item are told to one client, after request, adapter and configuration were weighed.
 *
 * @param mode            of the subscription
 * @param snapshot        0 none, a number of events, or {@link Integer#MAX_VALUE} for all there is
 * @param unfiltered      no event is dropped silently, none is delayed
 * @param maxFrequency    updates per second, 0 = no limit
 * @param bufferSize      events that may wait, per item
 * @param orderAcrossKeys unfiltered COMMAND: whether events keep their order across keys, not only within one
 */
public record Terms(Mode mode, int snapshot, boolean unfiltered, double maxFrequency, int bufferSize,
                    boolean orderAcrossKeys) {

    /** The same with another frequency. */
    public Terms withMaxFrequency(double frequency) {
        return frequency == maxFrequency ? this
                : new Terms(mode, snapshot, unfiltered, frequency, bufferSize, orderAcrossKeys);
    }

    /** RAW, or asked for: losses are told by {@code OV}. */
    public boolean everyEvent() {
        return unfiltered || mode == Mode.RAW;
    }
}
