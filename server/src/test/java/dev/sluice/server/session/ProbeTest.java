package dev.sluice.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.protocol.ProtocolVersion;
import org.junit.jupiter.api.Test;

/** What breaks the silence after which a client is probed. */
class ProbeTest {

    private static final long KEEPALIVE_MILLIS = 5_000;

    private final Bench bench = new Bench();
    private final RecordingStream stream = RecordingStream.onWebSocket();

    ProbeTest() {
        Session session = new Session("S1", new SessionOrigin("SET", "joe", ProtocolVersion.CURRENT, true, false, 0, false), 0, Bench.SETTINGS,
                bench.loop, bench, bench.registry);
        bench.registry.add(session);
        session.bind(stream, new StreamTerms(false, 0, 0, KEEPALIVE_MILLIS, 0, false, true, Long.MAX_VALUE, 0), true, -1,
                Bench.UNTOLD);
    }

    @Test
    void answersOnTheSameSocketPutTheProbeOff() {
        bench.thread.pass(4_000);
        stream.lines();
        stream.answeredMillis = bench.loop.nowMillis();
        bench.thread.pass(4_900);
        assertThat(stream.lines()).isEmpty();
        bench.thread.pass(200);
        assertThat(stream.lines()).containsExactly("PROBE");
    }

    @Test
    void afterAProbeTheSilenceIsAsLongAgain() {
        bench.thread.pass(5_000);
        assertThat(stream.lines()).endsWith("PROBE");
        bench.thread.pass(4_900);
        assertThat(stream.lines()).isEmpty();
        bench.thread.pass(100);
        assertThat(stream.lines()).containsExactly("PROBE");
    }
}
