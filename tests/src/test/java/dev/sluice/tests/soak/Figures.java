package dev.sluice.tests.soak;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** What a soak has done so far; written by many threads. */
final class Figures {

    private final Map<Kind, LongAdder> counts = new EnumMap<>(Kind.class);

    Figures() {
        for (Kind kind : Kind.values()) {
            counts.put(kind, new LongAdder());
        }
    }

    /** What is counted. */
    enum Kind {
        UPDATES_CHECKED, SNAPSHOT_UPDATES, CUTS, OUTAGES, LONG_OUTAGES, TRANSPORT_SWITCHES, SUBSCRIPTIONS, UNSUBSCRIPTIONS,
        RECONNECTIONS, SESSIONS, SESSIONS_LOST_IN_LONG_OUTAGES, SESSIONS_GIVEN_UP_BY_CLIENTS
    }

    void count(Kind kind) {
        counts.get(kind).increment();
    }

    long of(Kind kind) {
        return counts.get(kind).sum();
    }

    @Override
    public String toString() {
        return counts.entrySet().stream().map(count -> count.getValue() + " " + count.getKey().name().toLowerCase().replace('_', ' '))
                .collect(Collectors.joining(", "));
    }
}
