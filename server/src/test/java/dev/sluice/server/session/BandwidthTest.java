package dev.sluice.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.protocol.Mode;
import dev.sluice.server.protocol.ProtocolVersion;
import dev.sluice.server.subscription.Terms;
import org.junit.jupiter.api.Test;

/** A bandwidth limit, to the byte. */
class BandwidthTest {

    private final Bench bench = new Bench();
    private final RecordingStream stream = RecordingStream.onWebSocket();

    private long written() {
        long bytes = stream.writes.stream().mapToInt(String::length).sum();
        stream.writes.clear();
        return bytes;
    }

    /** Lets time pass with more events than the limit allows; answers the bytes written. */
    private long flooded(int millis, int length) {
        for (int n = 0; n < millis / 10; n++) {
            bench.event("i", "a=" + "x".repeat(length - 10));
            bench.event("i", "a=" + "y".repeat(length - 10));
            bench.thread.pass(10);
        }
        return written();
    }

    private Session limited(double kbps) {
        Session session = bench.bound(stream, kbps);
        bench.subscribe(session, 1, new Terms(Mode.RAW, 0, false, 0, 50, true), "i", "a");
        return session;
    }

    @Test
    void theLimitIsMetToTheLineFromTheFirstByteOn() {
        limited(8);
        for (int seconds = 1, bytes = 0; seconds <= 20; seconds++) {
            bytes += flooded(1_000, 100);
            assertThat(bytes).isBetween(seconds * 1_000 - 200, seconds * 1_000 + 200);
        }
    }

    @Test
    void linesLongerThanASecondsWorthAreSpacedByTheirLength() {
        limited(8);
        assertThat(flooded(30_000, 2_500)).isBetween(30_000L - 2_600, 30_000L + 2_600);
    }

    @Test
    void halfASecondOfSilenceMayBeMadeUpForAndNoMore() {
        limited(8);
        bench.thread.pass(60_000);
        written();
        assertThat(flooded(10_000, 100)).isBetween(10_000L, 10_000L + 500 + 200);
    }

    @Test
    void linesBesideTheDataCountToo() {
        Session session = limited(8);
        bench.thread.pass(1_000);
        written();
        for (int n = 0; n < 200; n++) {
            bench.event("i", "a=" + n + "x".repeat(80));
            session.bandwidth().tell();
            bench.thread.pass(50);
        }
        assertThat(written()).isBetween(10_000L - 200, 10_000L + 500 + 200);
    }

    @Test
    void aNewLimitActsAtOnce() {
        Session session = limited(8);
        flooded(1_000, 100);
        session.bandwidth().ask(80);
        long bytes = flooded(2_000, 400);
        assertThat(bytes).isBetween(20_000L - 800, 20_000L + 800);
        session.bandwidth().ask(0);
        bench.thread.turn();
        stream.lines();
        assertThat(flooded(1_000, 400)).isGreaterThan(79_000);
    }

    @Test
    void whatTheLimitHoldsBackConflates() {
        Session session = bench.bound(stream, 0.8);
        bench.subscribe(session, 1, new Terms(Mode.MERGE, 0, false, 0, 1, true), "i", "n");
        stream.lines();
        for (int n = 1; n <= 1_000; n++) {
            bench.event("i", "n=" + n);
            bench.thread.pass(10);
        }
        bench.thread.pass(1_000);
        var lines = stream.lines();
        assertThat(lines.size()).isBetween(50, 130);
        assertThat(lines).contains("U,1,1,1000");
    }

    @Test
    void aPollUnderALimitEndsWithWhatTheLimitAllows() {
        Session session = limited(8);
        session.binding().loopStream(0, false);
        written();
        for (int n = 0; n < 40; n++) {
            bench.event("i", "a=" + n + "x".repeat(90));
        }
        bench.thread.turn();
        RecordingStream poll = new RecordingStream(false, 1_000_000);
        session.bind(poll, new StreamTerms(true, 0, 8_000, 0, 0, false, true, 1_000_000, 0), false, -1, Bench.UNTOLD);
        bench.thread.pass(1_500);
        assertThat(poll.finished).isTrue();
        assertThat(poll.lines()).hasSizeBetween(2, 15).endsWith("LOOP,0");
    }

    @Test
    void withoutBandwidthControlNothingIsPromised() {
        Session session = new Session("S1", new SessionOrigin("SET", "joe", ProtocolVersion.CURRENT,
                false, false, 8, false), 8, Bench.withoutBandwidthControl(), bench.loop, bench, bench.registry);
        session.bind(stream, Bench.streaming(Long.MAX_VALUE), true, -1, Bench.FROM);
        bench.subscribe(session, 1, new Terms(Mode.RAW, 0, false, 0, 50, true), "i", "a");
        assertThat(stream.lines()).contains("CONS,unmanaged");
        session.bandwidth().ask(8);
        bench.thread.turn();
        assertThat(stream.lines()).contains("CONS,unmanaged");
        assertThat(flooded(1_000, 100)).isGreaterThan(19_000);
    }
}
