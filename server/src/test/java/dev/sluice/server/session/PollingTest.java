package dev.sluice.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.protocol.Mode;
import dev.sluice.server.protocol.ProtocolVersion;
import dev.sluice.server.subscription.Terms;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sessions that poll: what a response carries, when it ends, and what becomes of one that is lost. */
class PollingTest {

    private final Bench bench = new Bench();
    private final RecordingStream stream = RecordingStream.onWebSocket();

    @Test
    void createOfAnOldPollingClientIsAnsweredAtOnceThoughItAsksForAWait() {
        RecordingStream http = new RecordingStream(false, 4_096);
        Session old = new Session("S1", new SessionOrigin("SET", "joe", ProtocolVersion.parse("TLCP-2.1.0"), false, false, 0, false), 0,
                Bench.SETTINGS, bench.loop, bench, bench.registry);
        old.bind(http, Bench.polling(8_000), true, -1, Bench.FROM);
        bench.thread.pass(20);
        assertThat(http.lines()).startsWith("CONOK,S1,50000,8000,*").endsWith("LOOP,500");

        RecordingStream next = new RecordingStream(false, 4_096);
        old.bind(next, Bench.polling(8_000), false, -1, Bench.FROM);
        bench.thread.pass(20);
        assertThat(next.lines()).startsWith("CONOK,S1,50000,8000,*").doesNotContain("LOOP,500");
    }

    @Test
    void aPollAnswersWithWhatIsThereAndLoops() {
        Session session = bench.withItem(stream);
        session.binding().loopStream(0, false);
        bench.event("i", "a=3");
        bench.thread.turn();
        RecordingStream poll = new RecordingStream(false, 4_096);
        session.bind(poll, Bench.polling(0), false, -1, Bench.FROM);
        bench.thread.pass(40);
        assertThat(poll.lines()).containsExactly("CONOK,S1,50000,0,*", "CONS,unlimited", "U,1,1,3", "LOOP,500");
        assertThat(poll.finished).isTrue();
    }

    @Test
    void aPollThatEndsWithinALongTurnStillCarriesWhatIsThere() {
        Session session = bench.withItem(stream);
        session.binding().loopStream(0, false);
        bench.event("i", "a=3");
        bench.thread.turn();
        RecordingStream poll = new RecordingStream(false, 4_096);
        session.bind(poll, Bench.polling(0), false, -1, Bench.FROM);
        bench.thread.longTurn(40);
        assertThat(poll.lines()).containsExactly("CONOK,S1,50000,0,*", "CONS,unlimited", "U,1,1,3", "LOOP,500");
    }

    @Test
    void anIdlePollWaitsForTheFirstData() {
        Session session = bench.withItem(stream);
        session.binding().loopStream(0, false);
        RecordingStream poll = new RecordingStream(false, 4_096);
        session.bind(poll, Bench.polling(3_000), false, -1, Bench.FROM);
        bench.thread.pass(1_000);
        assertThat(poll.lines()).hasSize(2);
        bench.event("i", "a=3");
        bench.thread.pass(40);
        assertThat(poll.lines()).containsExactly("U,1,1,3", "LOOP,500");
    }

    @Test
    void anIdlePollWithoutDataLoopsInTime() {
        Session session = bench.withItem(stream);
        session.binding().loopStream(0, false);
        RecordingStream poll = new RecordingStream(false, 4_096);
        session.bind(poll, Bench.polling(3_000), false, -1, Bench.FROM);
        bench.thread.pass(3_010);
        assertThat(poll.lines()).endsWith("LOOP,500");
    }

    @Test
    void pollsThatAreLostAreRepeatedInOrderThenComesTheRest() {
        Session session = bench.bound(stream);
        bench.subscribe(session, 1, new Terms(Mode.DISTINCT, 0, true, 0, 1000, true), "i", "n");
        stream.lines();
        session.binding().loopStream(0, false);
        int sent = 0;
        List<String> seen = new ArrayList<>();
        for (int round = 0; round < 6; round++) {
            for (int poll = 0; poll < 4; poll++) {
                for (int i = 0; i < 11; i++) {
                    bench.event("i", "n=" + ++sent);
                }
                RecordingStream http = new RecordingStream(false, 4_096);
                boolean lost = poll == 3;
                session.bind(http, Bench.polling(1_000), false, poll == 0 && round > 0 ? seen.size() + 2 : -1, Bench.FROM);
                bench.thread.pass(60);
                if (!lost) {
                    http.lines().stream().filter(l -> l.startsWith("U,")).map(l -> l.substring(6)).forEach(seen::add);
                }
            }
        }
        for (int i = 0; i < seen.size(); i++) {
            assertThat(seen.get(i)).isEqualTo(Integer.toString(i + 1));
        }
        assertThat(seen.size()).isGreaterThan(200);
    }

    @Test
    void aPollThatIsSentAgainGetsWhatTheBrokenOneWasWritten() {
        Session session = bench.withItem(stream);
        session.binding().loopStream(0, false);
        RecordingStream poll = new RecordingStream(false, 4_096);
        session.bind(poll, Bench.polling(1_000), false, -1, Bench.FROM);
        bench.event("i", "a=3");
        bench.thread.turn();
        assertThat(poll.lines()).contains("U,1,1,3");
        poll.lose();
        bench.event("i", "a=4");
        RecordingStream again = new RecordingStream(false, 4_096);
        session.bind(again, Bench.polling(1_000), false, -1, Bench.FROM);
        bench.thread.pass(50);
        assertThat(again.lines()).containsSubsequence("U,1,1,3", "U,1,1,4", "LOOP,500");
    }

    @Test
    void aPlainPollAfterAnHttpStreamBrokeGetsWhatTheStreamWasWritten() {
        Session session = bench.withItem(stream);
        session.binding().loopStream(0, false);
        RecordingStream http = new RecordingStream(false, 4_096);
        session.bind(http, Bench.streaming(4_096), false, -1, Bench.FROM);
        bench.event("i", "a=3");
        bench.thread.turn();
        http.lose();
        RecordingStream poll = new RecordingStream(false, 4_096);
        session.bind(poll, Bench.polling(1_000), false, -1, Bench.FROM);
        bench.thread.pass(50);
        assertThat(poll.lines()).containsSubsequence("U,1,1,3", "LOOP,500");
    }

    @Test
    void aPollThatIsSentAgainBeforeTheNodeNoticesTheBreakGetsEverythingToo() {
        Session session = bench.withItem(stream);
        session.binding().loopStream(0, false);
        RecordingStream poll = new RecordingStream(false, 4_096);
        session.bind(poll, Bench.polling(1_000), false, -1, Bench.FROM);
        bench.event("i", "a=3");
        bench.thread.turn();
        RecordingStream again = new RecordingStream(false, 4_096);
        session.bind(again, Bench.polling(1_000), false, -1, Bench.FROM);
        bench.thread.pass(50);
        assertThat(again.lines()).containsSubsequence("U,1,1,3", "LOOP,500");
    }
}
