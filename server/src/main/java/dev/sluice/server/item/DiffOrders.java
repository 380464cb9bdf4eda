package dev.sluice.server.item;

import dev.sluice.server.diff.DiffAlgorithm;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The algorithms that may tell differences of one item's fields, each tried in order. Immutable. */
final class DiffOrders {

    private final DiffDefaults defaults;
    private final Map<String, List<DiffAlgorithm>> declared;

    private DiffOrders(DiffDefaults defaults, Map<String, List<DiffAlgorithm>> declared) {
        this.defaults = defaults;
        this.declared = declared;
    }

    /** Those of an item its adapter has said nothing about; null when there are none. */
    static DiffOrders of(DiffDefaults defaults) {
        return defaults.order().isEmpty() ? null : new DiffOrders(defaults, Map.of());
    }

    /** Whether something was said about a field. */
    boolean knows(String field) {
        return declared.containsKey(field);
    }

    /** These and more; of several declarations of a field the first counts. */
    static DiffOrders with(DiffOrders known, DiffDefaults defaults, Map<String, List<DiffAlgorithm>> more) {
        Map<String, List<DiffAlgorithm>> all = new HashMap<>(more);
        if (known != null) {
            all.putAll(known.declared);
        }
        return new DiffOrders(defaults, all);
    }

    /** What is tried for a field, in order. */
    List<DiffAlgorithm> of(String field) {
        List<DiffAlgorithm> order = declared.get(field);
        return order == null ? defaults.order() : order;
    }

    /** Characters a JSON value must have to be patched; 0: every patch is told, also one that is not shorter. */
    int jsonPatchMinLength() {
        return defaults.jsonPatchMinLength();
    }
}
