package dev.sluice.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.counters.Counter;
import dev.sluice.server.counters.Counters;
import dev.sluice.server.counters.LoopCounts;
import dev.sluice.server.protocol.ErrorCode;
import dev.sluice.server.protocol.Mode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CountingTest {

    private final Bench bench = new Bench();

    @Test
    void updatesBytesAndSubscriptionsAreCountedForLoopAndSession() {
        bench.loop.countSessions();
        RecordingStream stream = RecordingStream.onWebSocket();
        Session session = bench.bound(stream);
        bench.subscribe(session, 1, Bench.terms(Mode.MERGE, 0), "i", "a");
        bench.event("i", "a=1");
        bench.event("i", "a=2");
        bench.thread.turn();

        assertThat(count(Counter.ITEM_UPDATES)).isEqualTo(2);
        assertThat(session.counts().own(Counter.ITEM_UPDATES)).isEqualTo(2);
        assertThat(count(Counter.STREAM_BYTES)).isEqualTo(stream.writes.stream().mapToInt(String::length).sum());
        assertThat(count(Counter.ITEM_SUBSCRIPTIONS)).isEqualTo(1);

        session.close(EndCause.of(ErrorCode.DURATION_REACHED, "too old"), false);
        assertThat(count(Counter.ITEM_UNSUBSCRIPTIONS)).isEqualTo(1);
        assertThat(new Counters(List.of(bench.loop.counts()))
                .tally(LoopCounts::sessionEnds)).containsExactly(Map.entry("too old", 1L));
    }

    @Test
    void aSessionCountsWhereItIsCarriedAndAPollerAlsoBetweenItsPolls() {
        Session session = bench.bound(RecordingStream.onWebSocket());
        assertThat(count(Counter.STREAMING_SESSIONS)).isEqualTo(1);
        assertThat(count(Counter.WS_SESSIONS)).isEqualTo(1);

        session.bind(new RecordingStream(false, 4_096), Bench.polling(0), false, -1, Bench.FROM);
        bench.thread.turn();
        assertThat(count(Counter.STREAMING_SESSIONS)).isZero();
        assertThat(count(Counter.WS_SESSIONS)).isZero();
        assertThat(count(Counter.STREAMING_RESPONSES)).isEqualTo(1);
        session.binding().loopStream(0, false);
        assertThat(count(Counter.POLLING_SESSIONS)).isEqualTo(1);
        assertThat(count(Counter.HTTP_SESSIONS)).isEqualTo(1);
        assertThat(count(Counter.POLLING_REQUESTS)).isEqualTo(1);
        assertThat(count(Counter.POLLING_RESPONSES)).isEqualTo(1);

        session.close(EndCause.silent("gone"), false);
        assertThat(count(Counter.POLLING_SESSIONS)).isZero();
        assertThat(count(Counter.HTTP_SESSIONS)).isZero();
    }

    @Test
    void aSessionHasNoCountsOfItsOwnUnlessTheyAreAskedFor() {
        Session session = bench.bound(RecordingStream.onWebSocket());
        assertThat(count(Counter.STREAM_BYTES)).isPositive();
        assertThat(session.counts().own(Counter.STREAM_BYTES)).isZero();
    }

    private long count(Counter counter) {
        return bench.loop.counts().get(counter);
    }
}
