package dev.sluice.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.cluster.Behaviour;
import org.junit.jupiter.api.Test;

/** Sessions that may live for a limited time only. */
class ExpiryTest {

    private final Bench bench = new Bench();

    @Test
    @Behaviour({27, 28})
    void boundSessionEndsWithCode48AtItsAgeWhateverWasBoundMeanwhile() {
        RecordingStream first = RecordingStream.onWebSocket();
        Session session = bench.bound(first);
        session.expireAt(session.createdMillis() + 60_000);
        bench.thread.pass(30_000);
        RecordingStream second = RecordingStream.onWebSocket();
        session.bind(second, Bench.streaming(second.bodyLimit()), false, -1, Bench.FROM);
        bench.thread.pass(29_900);
        assertThat(session.closed()).isFalse();
        bench.thread.pass(200);
        assertThat(session.closed()).isTrue();
        assertThat(last(second)).startsWith("END,48,");
        assertThat(bench.registry.endOf("S1", bench.loop.nowMillis()).code()).isEqualTo(48);
    }

    @Test
    @Behaviour(27)
    void pollingSessionHears48InThePollThatIsOpen() {
        RecordingStream poll = new RecordingStream(false, 4_096);
        Session session = bench.bound(RecordingStream.onWebSocket());
        session.binding().loopStream(0, false);
        session.bind(poll, Bench.polling(8_000), false, -1, Bench.FROM);
        session.expireAt(bench.loop.nowMillis() + 3_000);
        bench.thread.pass(3_100);
        assertThat(last(poll)).startsWith("END,48,");
    }

    @Test
    @Behaviour(27)
    void sessionThatIsUnboundAtItsAgeIsRememberedWithCode48() {
        RecordingStream stream = RecordingStream.onWebSocket();
        Session session = bench.bound(stream);
        session.expireAt(bench.loop.nowMillis() + 3_000);
        session.binding().loopStream(0, false);
        bench.thread.pass(3_100);
        assertThat(session.closed()).isTrue();
        assertThat(bench.registry.endOf("S1", bench.loop.nowMillis()).code()).isEqualTo(48);
    }

    private static String last(RecordingStream stream) {
        return stream.writes.get(stream.writes.size() - 1);
    }
}
