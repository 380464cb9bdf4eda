package dev.sluice.server.counters;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The counts of several loops, added up when read. Any thread. */
public final class Counters {

    private final List<LoopCounts> parts;

    /** The counts of these parts together. */
    public Counters(List<LoopCounts> parts) {
        this.parts = List.copyOf(parts);
    }

    /** The count so far. */
    public long total(Counter counter) {
        long total = 0;
        for (LoopCounts part : parts) {
            total += part.get(counter);
        }
        return total;
    }

    /** The sum of several counts. */
    public long total(Counter first, Counter... more) {
        long total = total(first);
        for (Counter counter : more) {
            total += total(counter);
        }
        return total;
    }

    /** Words and counts of one tally of all parts, in alphabetical order. */
    public Map<String, Long> tally(Function<LoopCounts, Tally> which) {
        Map<String, Long> totals = new TreeMap<>();
        parts.forEach(part -> which.apply(part).addTo(totals));
        return totals;
    }
}
