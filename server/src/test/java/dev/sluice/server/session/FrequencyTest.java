package dev.sluice.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.protocol.Mode;
import dev.sluice.server.subscription.Subscription;
import dev.sluice.server.subscription.Terms;
import org.junit.jupiter.api.Test;

/** Maximum frequencies on the hand-driven clock: what waits for its turn, and what is left of the waiting. */
class FrequencyTest {

    private static final long WHEEL_MILLIS = 10_000;

    private final Bench bench = new Bench();
    private final RecordingStream stream = new RecordingStream(true, Long.MAX_VALUE);

    private Subscription waiting(Session session, double frequency) {
        Subscription subscription = bench.subscribe(session, 1, new Terms(Mode.MERGE, 0, false, frequency, 1, true), "i", "a");
        bench.event("i", "a=1");
        bench.event("i", "a=2");
        bench.thread.turn();
        assertThat(stream.lines()).endsWith("U,1,1,1");
        return subscription;
    }

    @Test
    void aHigherFrequencyCountsForWhatWaitsAlready() {
        Subscription subscription = waiting(bench.bound(stream), 0.1);
        bench.thread.pass(500);
        subscription.maxFrequency(item -> 1, () -> { });
        bench.thread.pass(480);
        assertThat(stream.lines()).isEmpty();
        bench.thread.pass(40);
        assertThat(stream.lines()).containsExactly("U,1,1,2");
    }

    @Test
    void aLowerFrequencyCountsForWhatWaitsAlready() {
        Subscription subscription = waiting(bench.bound(stream), 1);
        bench.thread.pass(500);
        subscription.maxFrequency(item -> 0.5, () -> { });
        bench.thread.pass(1_480);
        assertThat(stream.lines()).isEmpty();
        bench.thread.pass(40);
        assertThat(stream.lines()).containsExactly("U,1,1,2");
    }

    @Test
    void aSessionThatHasEndedIsNotKeptUntilTheTurnOfAnUpdate() {
        Session session = bench.bound(stream);
        waiting(session, 0.001);
        session.close(EndCause.silent("a test"), false);
        bench.thread.pass(WHEEL_MILLIS);
        assertThat(bench.thread.idle()).isTrue();
    }

    @Test
    void aSubscriptionThatHasEndedIsNotKeptUntilTheTurnOfAnUpdate() {
        Session session = bench.bound(stream);
        waiting(session, 0.001);
        session.subscriptions().remove(1);
        session.close(EndCause.silent("the rest of it is not of interest"), false);
        bench.thread.pass(WHEEL_MILLIS);
        assertThat(bench.thread.idle()).isTrue();
    }
}
