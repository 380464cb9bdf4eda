package dev.sluice.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.protocol.Mode;
import org.junit.jupiter.api.Test;

class SessionLifeTest {

    private final Bench bench = new Bench();
    private final RecordingStream stream = RecordingStream.onWebSocket();

    @Test
    void silenceIsBrokenByProbes() {
        bench.bound(stream);
        stream.lines();
        bench.thread.pass(4_990);
        assertThat(stream.lines()).isEmpty();
        bench.thread.pass(20);
        assertThat(stream.lines()).containsExactly("PROBE");
        bench.thread.pass(5_010);
        assertThat(stream.lines()).containsExactly("PROBE");
    }

    @Test
    void secondsSinceTheBindAreToldRegularly() {
        bench.bound(stream);
        bench.thread.pass(41_000);
        assertThat(stream.lines()).contains("SYNC,20", "SYNC,40");
    }

    @Test
    void afterALoopTheSessionWaitsAndGoesOnWhereItStopped() {
        Session session = bench.withItem(stream);
        session.binding().loopStream(0, false);
        assertThat(stream.lines()).containsExactly("LOOP,0");
        bench.event("i", "a=3");
        bench.thread.pass(9_000);
        RecordingStream next = RecordingStream.onWebSocket();
        session.bind(next, Bench.streaming(Long.MAX_VALUE), false, -1, Bench.FROM);
        bench.thread.turn();
        assertThat(next.lines()).containsExactly("CONOK,S1,50000,5000,*", "CONS,unlimited", "U,1,1,3");
    }

    @Test
    void aSocketThatStaysOpenIsToldToForgetASessionThatIsOver() {
        bench.withItem(stream).close(EndCause.destroyed(Integer.MAX_VALUE, null), false);
        assertThat(stream.closedSocket).isFalse();
        assertThat(stream.forgotten).isTrue();
    }

    @Test
    void aSocketOfALoopedSessionIsToldToForgetItWhenItEndsOrGoesOnElsewhere() {
        Session session = bench.withItem(stream);
        session.binding().loopStream(0, false);
        assertThat(stream.forgotten).isFalse();
        RecordingStream next = RecordingStream.onWebSocket();
        session.bind(next, Bench.streaming(Long.MAX_VALUE), false, -1, Bench.FROM);
        assertThat(stream.forgotten).isTrue();
        session.binding().loopStream(0, false);
        assertThat(next.forgotten).isFalse();
        bench.thread.pass(10_100);
        assertThat(session.closed()).isTrue();
        assertThat(next.forgotten).isTrue();
    }

    @Test
    void aSessionNobodyBindsEnds() {
        Session session = bench.withItem(stream);
        session.binding().loopStream(0, false);
        bench.thread.pass(10_100);
        assertThat(session.closed()).isTrue();
        assertThat(bench.ended).containsExactly("subscription 1", "session S1");
        assertThat(bench.registry.find("S1")).isNull();
    }

    @Test
    void aSessionWhoseLoopMayBeLostWaitsForARecovery() {
        Session session = bench.withItem(stream);
        session.binding().loopStream(0, false);
        bench.thread.pass(1_000);
        stream.lose();
        bench.thread.pass(12_900);
        assertThat(session.closed()).isFalse();
        assertThat(session.binding().canRecover(2)).isTrue();
        bench.thread.pass(200);
        assertThat(session.closed()).isTrue();
    }

    @Test
    void aBrokenSessionRepeatsExactlyWhatTheClientMissed() {
        Session session = bench.withItem(stream);
        stream.lose();
        bench.event("i", "a=3");
        bench.thread.pass(5_000);
        RecordingStream next = RecordingStream.onWebSocket();
        assertThat(session.binding().canRecover(3)).isTrue();
        session.bind(next, Bench.streaming(Long.MAX_VALUE), false, 3, Bench.FROM);
        bench.thread.turn();
        assertThat(next.lines()).containsExactly("CONOK,S1,50000,5000,*", "CONS,unlimited", "PROG,3", "U,1,1,2",
                "U,1,1,3");
    }

    @Test
    void aRecoveryFromTheFutureIsImpossible() {
        Session session = bench.withItem(stream);
        stream.lose();
        assertThat(session.binding().canRecover(4)).isTrue();
        assertThat(session.binding().canRecover(5)).isFalse();
    }

    @Test
    void whatIsOlderThanTheRecoveryTimeIsForgotten() {
        Session session = bench.withItem(stream);
        for (int i = 0; i < 40; i++) {
            bench.event("i", "a=x" + i);
            bench.thread.pass(1_000);
        }
        assertThat(session.binding().canRecover(2)).isFalse();
        assertThat(session.binding().canRecover(44 - 12)).isTrue();
    }

    @Test
    void aBrokenSessionEndsAfterTheRecoveryTime() {
        Session session = bench.withItem(stream);
        stream.lose();
        bench.thread.pass(12_900);
        assertThat(session.closed()).isFalse();
        bench.thread.pass(200);
        assertThat(session.closed()).isTrue();
    }

    @Test
    void aFullResponseEndsWithALoopAndNothingIsLost() {
        Session session = bench.withItem(stream);
        session.binding().loopStream(0, false);
        RecordingStream http = new RecordingStream(false, 4_096);
        session.bind(http, Bench.streaming(4_096), false, -1, Bench.FROM);
        bench.thread.turn();
        StringBuilder seen = new StringBuilder();
        int looped = 0;
        for (int i = 0; i < 200; i++) {
            bench.event("i", "a=" + "v".repeat(90) + i);
            bench.thread.turn();
            int size = http.writes.stream().mapToInt(String::length).sum();
            assertThat(size).isLessThanOrEqualTo(4_096);
            if (http.finished) {
                looped++;
                http.lines().stream().filter(l -> l.startsWith("U,")).forEach(seen::append);
                http = new RecordingStream(false, 4_096);
                session.bind(http, Bench.streaming(4_096), false, -1, Bench.FROM);
                bench.thread.turn();
            }
        }
        http.lines().stream().filter(l -> l.startsWith("U,")).forEach(seen::append);
        StringBuilder sent = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            sent.append("U,1,1,").append("v".repeat(90)).append(i);
        }
        assertThat(looped).isGreaterThan(3);
        assertThat(seen).hasToString(sent.toString());
    }

    @Test
    void aSecondBindEndsTheFirstStream() {
        Session session = bench.withItem(stream);
        RecordingStream next = RecordingStream.onWebSocket();
        session.bind(next, Bench.streaming(Long.MAX_VALUE), false, -1, Bench.FROM);
        assertThat(stream.lines()).singleElement().asString().startsWith("END,40,");
        assertThat(stream.finished).isTrue();
    }

    @Test
    void aRecoveryCutsTheFirstStreamWithoutAWord() {
        Session session = bench.withItem(stream);
        RecordingStream next = RecordingStream.onWebSocket();
        session.bind(next, Bench.streaming(Long.MAX_VALUE), false, 4, Bench.FROM);
        assertThat(stream.lines()).isEmpty();
        assertThat(stream.aborted).isTrue();
    }

    @Test
    void theEndIsToldOnceAndRemembered() {
        Session session = bench.withItem(stream);
        session.close(EndCause.byAdapter(-5, "go, away"), false);
        session.close(EndCause.byAdapter(-6, "again"), false);
        assertThat(stream.lines()).containsExactly("END,-5,go%2C away");
        assertThat(bench.registry.endOf("S1", bench.loop.nowMillis()).code()).isEqualTo(-5);
        assertThat(bench.registry.endOf("S1", bench.loop.nowMillis() + 61_000)).isNull();
    }

    @Test
    void aSilentClientThatPromisedToSpeakIsLooped() {
        Session session = bench.bound(stream);
        session.binding().loopStream(0, false);
        RecordingStream next = RecordingStream.onWebSocket();
        session.bind(next, new StreamTerms(false, 0, 0, 5_000, 2_000, false, false, Long.MAX_VALUE, 0), false, -1, Bench.FROM);
        bench.thread.pass(11_000);
        assertThat(next.lines()).doesNotContain("LOOP,0");
        session.onRequest();
        bench.thread.pass(11_900);
        assertThat(next.lines()).doesNotContain("LOOP,0");
        bench.thread.pass(200);
        assertThat(next.lines()).endsWith("LOOP,0");
    }

    @Test
    void aPromiseToSpeakBeforeTheEndOfAllTimeIsKept() {
        Session session = bench.bound(stream);
        session.binding().loopStream(0, false);
        RecordingStream next = RecordingStream.onWebSocket();
        session.bind(next, new StreamTerms(false, 0, 0, 5_000, Long.MAX_VALUE, false, false, Long.MAX_VALUE, 0), false, -1, Bench.FROM);
        bench.thread.pass(20_000);
        assertThat(next.lines()).contains("PROBE").doesNotContain("LOOP,0");
    }

    @Test
    void aSubscriptionThatLosesTheRaceForAnItemsModeIsEndedAtOnce() {
        Session session = bench.withItem(stream);
        bench.subscribe(session, 2, Bench.terms(Mode.COMMAND, 0), "i", "key", "command");
        assertThat(stream.lines()).containsExactly("SUBCMD,2,1,2,1,2", "CONF,2,unlimited,filtered", "UNSUB,2");
        assertThat(session.subscriptions().find(2)).isNull();
        assertThat(bench.ended).containsExactly("subscription 2");
    }
}
