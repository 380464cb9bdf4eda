package dev.sluice.demo;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Time of day as the demo fields write it. */
public final class WallClock {
    private final Clock clock;
    private final DateTimeFormatter time;
    private final DateTimeFormatter date;

    public WallClock(Clock clock) {
        this.clock = clock;
        ZoneId zone = clock.getZone();
        this.time = DateTimeFormatter.ofPattern("HH:mm:ss").withZone(zone);
        this.date = DateTimeFormatter.ofPattern("yyyy.MM.dd").withZone(zone);
    }

    public static WallClock system() {
        return new WallClock(Clock.systemDefaultZone());
    }

    public long millis() {
        return clock.millis();
    }

    public String time(long millis) {
        return time.format(Instant.ofEpochMilli(millis));
    }

    public String date(long millis) {
        return date.format(Instant.ofEpochMilli(millis));
    }
}
