package dev.sluice.demo;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that moves when a test moves it. */
public final class HandClock extends Clock {
    private long millis = Instant.parse("2026-03-02T09:30:00Z").toEpochMilli();

    public void advance(long by) {
        millis += by;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis);
    }
}
