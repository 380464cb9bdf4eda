package dev.sluice.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.protocol.Row;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Responses whose length was told beforehand: some clients read exactly that, and never more is written. */
class FixedLengthTest {

    private final Bench bench = new Bench();

    private static int octets(List<String> lines) {
        return lines.stream().mapToInt(line -> line.length() + 2).sum();
    }

    @Test
    @Row("tlcp.loop.content_length")
    void aQuietStreamEndsBeforeItsProbesAreTooMany() {
        RecordingStream stream = new RecordingStream(false, 300);
        bench.bound(stream);
        for (int i = 0; i < 100 && !stream.finished; i++) {
            bench.thread.pass(5_010);
        }
        List<String> lines = stream.lines();
        assertThat(lines).contains("PROBE").last().isEqualTo("LOOP,0");
        assertThat(octets(lines)).isLessThanOrEqualTo(300);
    }

    @Test
    @Row("tlcp.destroy.cause_message_long")
    void aLongCauseIsLeftOutWhereItDoesNotFit() {
        RecordingStream stream = new RecordingStream(false, 200);
        bench.bound(stream).close(EndCause.destroyed(-3, "x".repeat(200)), false);
        List<String> lines = stream.lines();
        assertThat(lines).last().isEqualTo("END,-3,[Custom message skipped]");
        assertThat(octets(lines)).isLessThanOrEqualTo(200);
        RecordingStream socket = RecordingStream.onWebSocket();
        bench.bound(socket).close(EndCause.destroyed(-3, "x".repeat(200)), false);
        assertThat(socket.lines()).last().isEqualTo("END,-3," + "x".repeat(200));
    }

    @Test
    void aLineThatDoesNotFitWaitsForALongerResponse() {
        RecordingStream stream = new RecordingStream(false, 500);
        Session session = bench.bound(stream);
        bench.subscribe(session, 1, Bench.terms(dev.sluice.server.protocol.Mode.DISTINCT, 0), "i", "a");
        bench.event("i", "a=" + "x".repeat(600));
        bench.thread.turn();
        List<String> lines = stream.lines();
        assertThat(lines).last().isEqualTo("LOOP,0");
        assertThat(octets(lines)).isLessThanOrEqualTo(500);
        RecordingStream next = new RecordingStream(false, session.binding().leastBodyBytes());
        session.bind(next, Bench.streaming(session.binding().leastBodyBytes()), false, -1, Bench.FROM);
        bench.thread.turn();
        assertThat(next.lines()).last().isEqualTo("U,1,1," + "x".repeat(600));
        assertThat(session.binding().leastBodyBytes()).isZero();
    }
}
