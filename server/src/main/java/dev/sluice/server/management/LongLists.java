package dev.sluice.server.management;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Attributes that hold a name for each session, user or item: with {@code disable_long_list_properties} they only say so. */
final class LongLists {

    private final boolean shown;

    /** @param shown false: {@code disable_long_list_properties} is Y */
    LongLists(boolean shown) {
        this.shown = shown;
    }

    /**
     * The value of an attribute.
     *
     * @param operation what to call instead where long lists are not shown
     * @param upTo      gives the first so many entries
     */
    List<String> attribute(String operation, IntFunction<List<String>> upTo) {
        return shown ? upTo.apply(Integer.MAX_VALUE)
                : new ArrayList<>(List.of("Long lists are off (disable_long_list_properties); call " + operation + "(max)"));
    }

    /** The value of the operation that gives the first {@code max} entries, null for all. */
    static List<String> operation(Object max, IntFunction<List<String>> upTo) {
        return upTo.apply(max == null ? Integer.MAX_VALUE : Math.max(0, (Integer) max));
    }
}
