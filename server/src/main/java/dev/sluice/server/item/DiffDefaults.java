package dev.sluice.server.item;

import dev.sluice.server.diff.DiffAlgorithm;
import java.util.List;

/**
 * What the configuration says about differences.
 *
 * @param order              algorithms for fields the data adapter says nothing about ({@code default_diff_order})
 * @param jsonPatchMinLength characters a JSON value must have to be patched; 0: every patch is told, also one that is not shorter
 *                           ({@code jsonpatch_min_length})
 */
public record DiffDefaults(List<DiffAlgorithm> order, int jsonPatchMinLength) {

    public DiffDefaults {
        order = List.copyOf(order);
    }
}
