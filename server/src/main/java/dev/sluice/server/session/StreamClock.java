package dev.sluice.server.session;

import dev.sluice.server.protocol.LineBuffer;
import dev.sluice.server.protocol.NotificationWriter;
import java.util.concurrent.ThreadLocalRandom;

/** The deadlines of a bound session's stream: the end of a poll, keepalives, {@code SYNC}, inactivity, longest life. */
final class StreamClock {

    private static final long NEVER = Long.MAX_VALUE;

    private final SessionSettings settings;
    private StreamTerms terms;
    private long boundMillis;
    private long syncDue = NEVER;
    private long pollEndDue = NEVER;
    private long lastRequestMillis;
    private long silenceMillis;

    StreamClock(SessionSettings settings) {
        this.settings = settings;
    }

    /** A stream begins. */
    void begin(StreamTerms granted, long nowMillis) {
        terms = granted;
        boundMillis = nowMillis;
        lastRequestMillis = nowMillis;
        pollEndDue = NEVER;
        silenceMillis = granted.keepaliveMillis();
        syncDue = granted.sync() && !granted.polling() ? nowMillis + settings.syncMillis() : NEVER;
    }

    /** The stream is over. */
    void end() {
        terms = null;
        syncDue = NEVER;
        pollEndDue = NEVER;
    }

    /** What was granted to the stream; null while there is none. */
    StreamTerms terms() {
        return terms;
    }

    /** When the last stream began. */
    long boundMillis() {
        return boundMillis;
    }

    /** Something was written: the next silence is as long as granted, after data perhaps shorter, so that probes spread. */
    void written(boolean data) {
        if (terms != null && !terms.polling()) {
            silenceMillis = data && settings.randomKeepalive() ? shorter(terms.keepaliveMillis()) : terms.keepaliveMillis();
        }
    }

    /** How long the poll that begins waits for data; after one that brought data perhaps shorter, so that polls spread. */
    long idleMillis(boolean afterData) {
        return afterData && settings.randomIdle() ? shorter(terms.idleMillis()) : terms.idleMillis();
    }

    private static long shorter(long millis) {
        return millis <= 1 ? millis : ThreadLocalRandom.current().nextLong(1, millis + 1);
    }

    /** The client spoke. */
    void requested(long nowMillis) {
        lastRequestMillis = nowMillis;
    }

    /** Ends a poll at that time at the latest. */
    void endPollBy(long dueMillis) {
        pollEndDue = Math.min(pollEndDue, dueMillis);
    }

    /** Whether the poll's time is over. */
    boolean pollOver(long nowMillis) {
        return nowMillis >= pollEndDue;
    }

    /** Whether a stream has lived long enough, or its client was silent for longer than it promised. */
    boolean streamOver(long nowMillis) {
        return nowMillis >= lifeDue() || nowMillis >= inactivityDue();
    }

    private long lifeDue() {
        return terms.maxMillis() > 0 ? boundMillis + terms.maxMillis() : NEVER;
    }

    private long inactivityDue() {
        long promised = terms.inactivityMillis();
        long longest = NEVER - lastRequestMillis - settings.timeoutMillis();
        return promised > 0 && promised < longest ? lastRequestMillis + promised + settings.timeoutMillis() : NEVER;
    }

    /** When to look next. */
    long dueMillis(long lastWriteMillis) {
        if (terms == null) {
            return NEVER;
        }
        if (terms.polling()) {
            return pollEndDue;
        }
        return Math.min(Math.min(syncDue, lastWriteMillis + silenceMillis), Math.min(lifeDue(), inactivityDue()));
    }

    /** Writes the {@code SYNC} or {@code PROBE} that is due, if any. */
    void writeDue(LineBuffer out, long nowMillis, long lastWriteMillis) {
        if (nowMillis >= syncDue) {
            syncDue += settings.syncMillis();
            NotificationWriter.sync(out, (nowMillis - boundMillis) / 1000);
        } else if (nowMillis >= lastWriteMillis + silenceMillis) {
            NotificationWriter.probe(out);
        }
    }
}
