package dev.sluice.server.subscription;

/**
 * What the configuration says about subscriptions.
 *
 * @param maxBufferSize   most events that wait per item ({@code max_buffer_size})
 * @param deltaDelivery   whether unchanged fields are left out and differences are told ({@code delta_delivery})
 * @param orderAcrossKeys whether unfiltered COMMAND keeps its order across keys ({@code preserve_unfiltered_command_ordering})
 * @param timeoutMillis   how long items outlive a closed session ({@code subscription_timeout_millis})
 */
public record SubscriptionSettings(int maxBufferSize, boolean deltaDelivery, boolean orderAcrossKeys, long timeoutMillis) {
}
