package dev.sluice.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.sluice.server.LogLines;
import dev.sluice.server.protocol.Mode;
import dev.sluice.server.protocol.ProtocolVersion;
import dev.sluice.server.subscription.Schema;
import dev.sluice.server.subscription.Selector;
import dev.sluice.server.subscription.Subscription;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a bug that one session meets means for the others of its loop. */
class FailingSessionTest {

    private final Bench bench = new Bench();
    private final LogLines log = LogLines.of("LightstreamerLogger.requests");
    private final RecordingStream broken = RecordingStream.onWebSocket();
    private final RecordingStream sound = RecordingStream.onWebSocket();
    private final Session failing = bench.bound(broken);
    private final Session other = new Session("S2", new SessionOrigin("SET", "joe", ProtocolVersion.CURRENT, false, false, 0, false), 0,
            Bench.SETTINGS, bench.loop, bench, bench.registry);

    FailingSessionTest() {
        other.bind(sound, Bench.streaming(Long.MAX_VALUE), true, -1, Bench.FROM);
        bench.subscribe(failing, 1, Bench.terms(Mode.DISTINCT, 0), "i", "n");
        bench.subscribe(other, 1, Bench.terms(Mode.DISTINCT, 0), "i", "n");
        sound.lines();
        broken.failure = new IllegalStateException("a bug");
    }

    @AfterEach
    void closeLog() {
        log.close();
    }

    @Test
    void aSessionThatCannotWriteEndsAndTheOthersGoOn() {
        bench.event("i", "n=1");
        bench.thread.turn();
        bench.event("i", "n=2");
        bench.thread.turn();
        assertThat(sound.lines()).containsExactly("U,1,1,1", "U,1,1,2");
        assertThat(failing.closed()).isTrue();
        assertThat(broken.aborted).isTrue();
        assertThat(bench.ended).containsExactly("subscription 1", "session S1");
        assertThat(log.at(Level.ERROR)).singleElement().asString().contains("Session S1");
    }

    @Test
    void anItemThatCannotTakeAnUpdateCostsTheOthersNothing() {
        broken.failure = null;
        AtomicInteger asked = new AtomicInteger();
        Selector bug = (item, update) -> {
            asked.incrementAndGet();
            throw new IllegalStateException("a bug");
        };
        subscribe(other, 2, (item, update) -> true);
        subscribe(failing, 2, bug);
        subscribe(failing, 3, bug);
        subscribe(other, 3, (item, update) -> true);
        sound.lines();
        bench.event("j", "n=1");
        bench.thread.turn();
        bench.event("j", "n=2");
        bench.thread.turn();
        assertThat(sound.lines()).containsExactlyInAnyOrder("U,2,1,1", "U,3,1,1", "U,2,1,2", "U,3,1,2");
        assertThat(asked).hasValue(2);
        assertThat(failing.closed()).isTrue();
        assertThat(broken.aborted).isTrue();
        assertThat(log.at(Level.ERROR)).singleElement().asString().contains("Session S1");
    }

    @Test
    void aSessionWhoseTimeFailsEndsAndTheTimesOfOthersCome() {
        bench.thread.pass(5_100);
        assertThat(failing.closed()).isTrue();
        assertThat(sound.lines()).containsExactly("PROBE");
        assertThat(log.at(Level.ERROR)).singleElement().asString().contains("Session S1");
    }

    private void subscribe(Session session, int id, Selector selector) {
        Subscription subscription = new Subscription(id, Schema.of(List.of("n")), List.of("j"), Bench.terms(Mode.DISTINCT, 0),
                bench.table, session.output(), true, null);
        subscription.select(selector);
        session.subscriptions().add(subscription, i -> 10);
        bench.thread.turn();
    }
}
