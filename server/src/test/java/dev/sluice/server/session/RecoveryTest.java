package dev.sluice.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.protocol.Mode;
import dev.sluice.server.protocol.ProtocolVersion;
import dev.sluice.server.subscription.Terms;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a session keeps of what it sent, and how it repeats it. */
class RecoveryTest {

    private static final Terms ALL = new Terms(Mode.RAW, 0, false, 0, 1_000, true);
    private final Bench bench = new Bench();

    /** A session that keeps so many bytes of streams and of polls, with a subscription of one item. */
    private Session session(RecordingStream stream, StreamTerms terms, long maxBytes, long maxPollBytes) {
        Session session = new Session("S1", new SessionOrigin("SET", "joe", ProtocolVersion.CURRENT, true, false, 0, false), 0,
                Bench.keeping(maxBytes, maxPollBytes), bench.loop, bench, bench.registry);
        bench.registry.add(session);
        session.bind(stream, terms, true, -1, Bench.UNTOLD);
        bench.subscribe(session, 1, ALL, "i", "n");
        return session;
    }

    private static RecordingStream http() {
        return new RecordingStream(false, 1_000_000);
    }

    private static StreamTerms recoveryPoll() {
        return new StreamTerms(true, 0, 0, 0, 0, false, true, 1_000_000, 0);
    }

    private List<String> events(int from, int to) {
        List<String> lines = new ArrayList<>();
        for (int n = from; n <= to; n++) {
            bench.event("i", "n=" + n);
            lines.add("U,1,1," + n);
        }
        bench.thread.turn();
        return lines;
    }

    @Test
    void aLongReplayTakesAsMuchAsTheSocketAndIsCutInTime() {
        RecordingStream first = RecordingStream.onWebSocket();
        Session session = session(first, Bench.streaming(Long.MAX_VALUE), 10_000_000, -1);
        for (int n = 1; n <= 8_000; n++) {
            events(n, n);
        }
        first.lose();
        RecordingStream slow = http();
        slow.writableFor(60_000);
        session.bind(slow, recoveryPoll(), false, 0, Bench.UNTOLD);
        bench.thread.pass(2_900);
        assertThat(slow.finished).isFalse();
        events(8_001, 8_001);
        bench.thread.pass(200);
        List<String> lines = slow.lines();
        assertThat(slow.finished).isTrue();
        assertThat(lines).startsWith("PROG,0", "SUBOK,1,1,1", "CONF,1,unlimited,unfiltered", "U,1,1,1").endsWith("LOOP,0");
        assertThat(lines.size()).isBetween(4_000, 7_900);
        RecordingStream next = http();
        session.bind(next, recoveryPoll(), false, -1, Bench.UNTOLD);
        bench.thread.pass(100);
        int told = lines.size() - 4;
        List<String> rest = next.lines();
        assertThat(rest).startsWith("U,1,1," + (told + 1)).endsWith("U,1,1,8001", "LOOP,0").hasSize(8_001 - told + 1);
    }

    @Test
    void newLinesFollowTheReplayAlsoWhenItHadToWait() {
        RecordingStream first = RecordingStream.onWebSocket();
        Session session = session(first, Bench.streaming(Long.MAX_VALUE), 1_000_000, -1);
        List<String> sent = events(1, 3);
        first.lose();
        RecordingStream second = RecordingStream.onWebSocket();
        second.writable = false;
        session.bind(second, Bench.streaming(Long.MAX_VALUE), false, 2, Bench.UNTOLD);
        bench.thread.turn();
        sent.addAll(events(4, 5));
        second.lines();
        second.becomeWritable();
        bench.thread.turn();
        assertThat(second.lines()).isEqualTo(sent);
    }

    @Test
    void streamsAreKeptUpToTheirLimitOnly() {
        RecordingStream first = RecordingStream.onWebSocket();
        Session session = session(first, Bench.streaming(Long.MAX_VALUE), 400, -1);
        events(1, 100);
        assertThat(session.binding().canRecover(102)).isTrue();
        assertThat(session.binding().canRecover(95)).isTrue();
        assertThat(session.binding().canRecover(50)).isFalse();
        assertThat(session.binding().canRecover(103)).isFalse();
    }

    @Test
    void theResponseOfTheLastPollIsKeptWhole() {
        Session session = session(http(), Bench.polling(0), 400, -1);
        bench.thread.pass(10);
        events(1, 100);
        RecordingStream poll = http();
        session.bind(poll, recoveryPoll(), false, -1, Bench.UNTOLD);
        bench.thread.pass(100);
        assertThat(poll.finished).isTrue();
        assertThat(session.binding().canRecover(0)).isTrue();
        assertThat(session.binding().canRecover(2)).isTrue();
    }

    @Test
    void aLongerResponseOfAPollThanAllowedIsNotKept() {
        Session session = session(http(), Bench.polling(0), 1_000_000, 400);
        bench.thread.pass(10);
        events(1, 100);
        session.bind(http(), recoveryPoll(), false, -1, Bench.UNTOLD);
        bench.thread.pass(100);
        assertThat(session.binding().canRecover(2)).isFalse();
        assertThat(session.binding().canRecover(101)).isFalse();
        assertThat(session.binding().canRecover(102)).isTrue();
        events(101, 103);
        session.bind(http(), recoveryPoll(), false, -1, Bench.UNTOLD);
        bench.thread.pass(100);
        assertThat(session.binding().canRecover(102)).isTrue();
    }

    @Test
    void withNothingKeptOfStreamsAPollIsKeptAllTheSame() {
        RecordingStream first = RecordingStream.onWebSocket();
        Session session = session(first, Bench.streaming(Long.MAX_VALUE), 0, -1);
        events(1, 2);
        assertThat(session.binding().canRecover(3)).isFalse();
        assertThat(session.binding().canRecover(4)).isTrue();
        session.binding().loopStream(0, false);
        events(3, 4);
        session.bind(http(), recoveryPoll(), false, -1, Bench.UNTOLD);
        bench.thread.pass(100);
        assertThat(session.binding().canRecover(4)).isTrue();
    }

    @Test
    void everyLineHasOneNumberAcrossTransports() {
        RecordingStream socket = RecordingStream.onWebSocket();
        Session session = session(socket, Bench.streaming(Long.MAX_VALUE), 1_000_000, -1);
        events(1, 2);
        session.binding().loopStream(0, false);
        events(3, 3);
        RecordingStream poll = http();
        session.bind(poll, recoveryPoll(), false, -1, Bench.UNTOLD);
        bench.thread.pass(100);
        assertThat(poll.lines()).containsExactly("U,1,1,3", "LOOP,0");
        events(4, 4);
        RecordingStream stream = http();
        session.bind(stream, Bench.streaming(1_000_000), false, -1, Bench.UNTOLD);
        bench.thread.turn();
        stream.lose();
        RecordingStream recovery = http();
        session.bind(recovery, recoveryPoll(), false, 3, Bench.UNTOLD);
        bench.thread.pass(100);
        assertThat(recovery.lines()).containsExactly("PROG,3", "U,1,1,2", "U,1,1,3", "U,1,1,4", "LOOP,0");
        RecordingStream again = RecordingStream.onWebSocket();
        session.bind(again, Bench.streaming(Long.MAX_VALUE), false, -1, Bench.UNTOLD);
        events(5, 5);
        assertThat(again.lines()).endsWith("U,1,1,5").doesNotContain("U,1,1,4");
    }
}
