package dev.sluice.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.protocol.ProtocolVersion;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sessions whose create request brought controls, which come before the first stream. */
class CombinedCreationTest {

    private final Bench bench = new Bench();
    private final List<EndCause> ends = new ArrayList<>();
    private final Session session = new Session("S1", new SessionOrigin("SET", "joe", ProtocolVersion.CURRENT, false, false, 0, false), 0,
            Bench.SETTINGS, bench.loop, bench, bench.registry);

    CombinedCreationTest() {
        bench.registry.add(session);
        session.binding().awaitFirst(ends::add);
    }

    @Test
    void aSessionWhoseAdapterNeverAnswersEndsAndItsClientIsToldOnce() {
        bench.thread.pass(9_900);
        assertThat(session.closed()).isFalse();
        bench.thread.pass(200);
        assertThat(session.closed()).isTrue();
        assertThat(bench.registry.find("S1")).isNull();
        session.close(EndCause.silent("again"), false);
        assertThat(ends).singleElement().extracting(EndCause::log).asString().contains("not answered in time");
    }

    @Test
    void eachAnswerGivesTheNextTheWholeTime() {
        bench.thread.pass(9_000);
        session.binding().awaitFirst(ends::add);
        bench.thread.pass(9_000);
        assertThat(session.closed()).isFalse();
        bench.thread.pass(1_100);
        assertThat(ends).hasSize(1);
    }

    @Test
    void aSessionThatIsBoundInTimeGoesOn() {
        RecordingStream stream = RecordingStream.onWebSocket();
        session.bind(stream, Bench.streaming(stream.bodyLimit()), true, -1, Bench.FROM);
        bench.thread.pass(30_000);
        assertThat(session.closed()).isFalse();
        session.close(EndCause.silent("later"), false);
        assertThat(ends).isEmpty();
    }
}
