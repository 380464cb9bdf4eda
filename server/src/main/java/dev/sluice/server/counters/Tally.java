package dev.sluice.server.counters;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How often each of a few words was said; what comes after {@link #MOST} different ones counts together. Any thread. */
public final class Tally {

    /** Most words kept apart. */
    public static final int MOST = 64;
    /** The word for all further ones. */
    public static final String OTHERS = "(others)";

    private final Map<String, LongAdder> words = new ConcurrentHashMap<>();

    /** Counts a word. */
    public void count(String word) {
        LongAdder known = words.get(word);
        if (known == null) {
            known = words.computeIfAbsent(words.size() < MOST ? word : OTHERS, first -> new LongAdder());
        }
        known.increment();
    }

    /** Adds what was counted here to {@code totals}. */
    public void addTo(Map<String, Long> totals) {
        words.forEach((word, count) -> totals.merge(word, count.sum(), Long::sum));
    }
}
