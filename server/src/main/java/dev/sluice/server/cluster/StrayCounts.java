package dev.sluice.server.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;

/** Stray requests counted by home tag, kind and rule. A sender of made up ids cannot make it grow. Any thread. */
final class StrayCounts {

    static final int MOST_TAGS = 64;
    static final String OTHERS = "others";
    static final String NO_TAG = "?";

    private static final StrayRequest.Kind[] KINDS = StrayRequest.Kind.values();
    private static final StrayRule[] RULES = StrayRule.values();

    private final Map<String, AtomicLongArray> byTag = new ConcurrentHashMap<>();

    /** Counts one; gives the name it is counted under. */
    String add(String homeTag, StrayRequest.Kind kind, StrayRule rule) {
        String name = byTag.containsKey(homeTag) || byTag.size() < MOST_TAGS ? homeTag : OTHERS;
        byTag.computeIfAbsent(name, n -> new AtomicLongArray(KINDS.length * RULES.length))
                .incrementAndGet(place(kind, rule));
        return name;
    }

    /** What has been counted, by tag. */
    List<StrayCount> all() {
        List<StrayCount> counts = new ArrayList<>();
        for (var tag : new TreeMap<>(byTag).entrySet()) {
            for (StrayRequest.Kind kind : KINDS) {
                for (StrayRule rule : RULES) {
                    long count = tag.getValue().get(place(kind, rule));
                    if (count > 0) {
                        counts.add(new StrayCount(tag.getKey(), kind, rule, count));
                    }
                }
            }
        }
        return counts;
    }

    private static int place(StrayRequest.Kind kind, StrayRule rule) {
        return kind.ordinal() * RULES.length + rule.ordinal();
    }
}
