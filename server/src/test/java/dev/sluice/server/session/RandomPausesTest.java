package dev.sluice.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.protocol.Mode;
import dev.sluice.server.protocol.ProtocolVersion;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Pauses shortened at random, and items that outlive their session. */
class RandomPausesTest {

    private final Bench bench = new Bench();

    private Session session(SessionSettings settings, RecordingStream stream, StreamTerms terms) {
        Session session = new Session("S1", new SessionOrigin("SET", "joe", ProtocolVersion.CURRENT, true, false, 0, false), 0, settings,
                bench.loop, bench, bench.registry);
        bench.registry.add(session);
        session.bind(stream, terms, true, -1, Bench.UNTOLD);
        bench.subscribe(session, 1, Bench.terms(Mode.MERGE, 0), "i", "n");
        return session;
    }

    private static StreamTerms withoutSync() {
        return new StreamTerms(false, 0, 0, 5_000, 0, false, true, Long.MAX_VALUE, 0);
    }

    /** How long a stream is silent until it is probed. */
    private long silence(RecordingStream stream) {
        stream.lines();
        for (long millis = 100; millis <= 5_100; millis += 100) {
            bench.thread.pass(100);
            if (stream.lines().contains("PROBE")) {
                return millis;
            }
        }
        return Long.MAX_VALUE;
    }

    @Test
    void onlyTheFirstSilenceAfterDataIsShorter() {
        RecordingStream stream = RecordingStream.onWebSocket();
        session(Bench.randomized(), stream, withoutSync());
        Set<Long> silences = new TreeSet<>();
        for (int n = 0; n < 20; n++) {
            bench.event("i", "n=" + n);
            bench.thread.turn();
            silences.add(silence(stream));
            assertThat(silence(stream)).isBetween(4_900L, 5_000L);
        }
        assertThat(silences).hasSizeGreaterThan(3).allMatch(millis -> millis <= 5_000);
    }

    @Test
    void withoutRandomizationEverySilenceIsAsGranted() {
        RecordingStream stream = RecordingStream.onWebSocket();
        session(Bench.SETTINGS, stream, withoutSync());
        for (int n = 0; n < 5; n++) {
            bench.event("i", "n=" + n);
            bench.thread.turn();
            assertThat(silence(stream)).isEqualTo(5_000);
        }
    }

    @Test
    void aPollAfterOneWithDataIsHeldForAShorterTime() {
        Session session = session(Bench.randomized(), new RecordingStream(false, 1_000_000), Bench.polling(5_000));
        Set<Long> held = new TreeSet<>();
        for (int n = 0; n < 20; n++) {
            bench.thread.pass(100);
            bench.event("i", "n=" + n);
            bench.thread.turn();
            assertThat(held(session)).isLessThan(1_000);
            held.add(held(session));
            assertThat(held(session)).isBetween(5_000L, 5_100L);
        }
        assertThat(held).hasSizeGreaterThan(3).allMatch(millis -> millis <= 5_100);
    }

    private long held(Session session) {
        RecordingStream poll = new RecordingStream(false, 1_000_000);
        session.bind(poll, Bench.polling(5_000), false, -1, Bench.UNTOLD);
        for (long millis = 0; millis <= 5_100; millis += 100) {
            if (poll.finished) {
                return millis;
            }
            bench.thread.pass(100);
        }
        return Long.MAX_VALUE;
    }

    @Test
    void itemsOutliveAClosedSessionForClientsThatComeBack() {
        Session session = session(Bench.lingering(5_000), RecordingStream.onWebSocket(), withoutSync());
        bench.event("i", "n=1");
        session.close(EndCause.silent("test"), false);
        bench.event("i", "n=2");
        bench.thread.pass(4_900);
        assertThat(bench.open).containsKey("i");
        RecordingStream stream = RecordingStream.onWebSocket();
        Session next = bench.bound(stream);
        bench.subscribe(next, 1, Bench.terms(Mode.MERGE, Integer.MAX_VALUE), "i", "n");
        assertThat(stream.lines()).endsWith("U,1,1,2");
        bench.thread.pass(1_000);
        assertThat(bench.open).containsKey("i");
        next.close(EndCause.silent("test"), false);
        assertThat(bench.open).isEmpty();
    }

    @Test
    void timeThatTheSessionWaitedForItsClientCounts() {
        RecordingStream stream = RecordingStream.onWebSocket();
        Session session = session(Bench.lingering(15_000), stream, withoutSync());
        session.binding().loopStream(0, false);
        bench.thread.pass(10_100);
        assertThat(session.closed()).isTrue();
        assertThat(bench.open).containsKey("i");
        bench.thread.pass(4_800);
        assertThat(bench.open).containsKey("i");
        bench.thread.pass(200);
        assertThat(bench.open).isEmpty();
    }

    @Test
    void whenTheNodeStopsNothingIsLeftOpen() {
        Session first = session(Bench.lingering(5_000), RecordingStream.onWebSocket(), withoutSync());
        first.close(EndCause.silent("test"), false);
        bench.table.close();
        assertThat(bench.open).isEmpty();
        assertThat(bench.table.size()).isZero();
        bench.thread.pass(6_000);
        assertThat(bench.table.size()).isZero();
    }
}
