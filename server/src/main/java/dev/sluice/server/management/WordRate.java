package dev.sluice.server.management;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** How often each word was counted, since the start and in the last period. Sampled by the collector, read by anybody. */
final class WordRate {

    private final Supplier<Map<String, Long>> totals;
    private Map<String, Long> before;
    private volatile Map<String, Long> last = new TreeMap<>();

    WordRate(Supplier<Map<String, Long>> totals, Collector collector) {
        this.totals = totals;
        this.before = totals.get();
        collector.afterEach(this::sample);
    }

    private void sample() {
        Map<String, Long> now = totals.get();
        Map<String, Long> grown = new TreeMap<>();
        now.forEach((word, count) -> {
            long more = count - before.getOrDefault(word, 0L);
            if (more > 0) {
                grown.put(word, more);
            }
        });
        before = now;
        last = grown;
    }

    /** Since the start. */
    Map<String, Long> total() {
        return totals.get();
    }

    /** In the last period. */
    Map<String, Long> last() {
        return last;
    }
}
