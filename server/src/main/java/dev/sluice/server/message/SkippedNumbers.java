package dev.sluice.server.message;

import java.util.Map;
import java.util.TreeMap;

/** Message numbers that were skipped. Of very many gaps the oldest are forgotten, and everything up to them counts as skipped. */
final class SkippedNumbers {

    static final int GAPS_KEPT = 256;
    private final TreeMap<Long, Long> lastByFirst = new TreeMap<>();
    private long forgotten;

    void add(long first, long last) {
        Map.Entry<Long, Long> before = lastByFirst.floorEntry(first);
        if (before != null && before.getValue() == first - 1) {
            lastByFirst.put(before.getKey(), last);
            return;
        }
        lastByFirst.put(first, last);
        if (lastByFirst.size() > GAPS_KEPT) {
            forgotten = lastByFirst.pollFirstEntry().getValue();
        }
    }

    boolean holds(long number) {
        if (number <= forgotten) {
            return true;
        }
        Map.Entry<Long, Long> range = lastByFirst.floorEntry(number);
        return range != null && number <= range.getValue();
    }
}
