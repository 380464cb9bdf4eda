package dev.sluice.server.config;

import java.util.List;

/**
 * What subscriptions may hold and how values are told.
 *
 * @param maxBufferSize           events per item buffer and DISTINCT snapshot
 * @param timeoutMillis           how long items outlive a closed session
 * @param deltaDelivery           unchanged markers and differences allowed
 * @param defaultDiffOrder        algorithms for fields the data adapter says nothing about
 * @param jsonPatchMinLength      shorter values are not patched, 0 = no minimum
 * @param preserveUnfilteredCommandOrdering keep the order across keys in unfiltered COMMAND
 */
public record SubscriptionConfig(int maxBufferSize, long timeoutMillis, boolean deltaDelivery,
                                 List<DiffAlgorithm> defaultDiffOrder, int jsonPatchMinLength,
                                 boolean preserveUnfilteredCommandOrdering) {

    public SubscriptionConfig {
        defaultDiffOrder = List.copyOf(defaultDiffOrder);
    }

    /** Difference algorithms by their names in the file. */
    public enum DiffAlgorithm { JSONPATCH, DIFF_MATCH_PATCH }
}
