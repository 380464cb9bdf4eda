package dev.sluice.tests.cluster;

import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;

/** Times at which something happened on a node, by its own log. */
record Timeline(List<LocalTime> times) {

    private static final int TIME_LENGTH = "00:00:00.000".length();

    /** Of the lines that end like this. */
    static Timeline of(List<String> log, String ending) {
        return new Timeline(log.stream().filter(line -> line.endsWith(ending))
                .map(line -> LocalTime.parse(line.substring(0, TIME_LENGTH))).toList());
    }

    int size() {
        return times.size();
    }

    /** The most of them that fall in any window so long. */
    int most(int seconds) {
        List<LocalTime> window = new ArrayList<>();
        int most = 0;
        for (LocalTime time : times) {
            window.add(time);
            window.removeIf(before -> Duration.between(before, time).toMillis() >= seconds * 1_000L);
            most = Math.max(most, window.size());
        }
        return most;
    }
}
