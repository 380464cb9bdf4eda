package dev.sluice.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.proof.Row;
import dev.sluice.tests.proof.Trap;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A client that has missed much and reads slowly. */
@Execution(ExecutionMode.CONCURRENT)
class LongRecoveryTest extends ConformanceCase {

    private static final int EVENTS = 800;
    private static final int LENGTH = 3_000;

    /** Lets the node's time pass: a probe of another session comes every half second. */
    private void pass(int halfSeconds) throws IOException {
        WebSocketPeer other = session("&LS_keepalive_millis=500");
        for (int i = 0; i < halfSeconds; i++) {
            other.lines.expect("PROBE");
        }
    }

    @Test
    @Row({"tlcp.rec.loop_in_time", "tlcp.rec.bytes", "tlcp.rec.polling"})
    @Trap("T67")
    void replayIsCutBeforeTheClientGivesUpAndGoesOnWithTheNextBind() throws IOException {
        WebSocketPeer peer = session("");
        String item = item();
        peer.send("control\r\n" + add(1, 1, "RAW", item, "n filling"), "REQOK,1", "SUBOK,1,1,2", "CONF,1,unlimited,unfiltered");
        flood(item, EVENTS, LENGTH);
        peer.lines.skipTo("U,1,1," + EVENTS + "|{*}");
        Wire narrow = closing(Wire.openNarrow(node.port()));
        narrow.send(post("bind_session", "LS_protocol=TLCP-2.5.0",
                "LS_session=" + peer.session() + "&LS_recovery_from=2&LS_content_length=50000000" + POLL));
        pass(8);
        Transcript recovery = new Transcript(HttpReply.read(narrow));
        recovery.skipTo("PROG,2");
        List<String> lines = recovery.skipTo("LOOP,0");
        recovery.expectEnd();
        assertThat(lines).isNotEmpty().hasSizeLessThan(EVENTS);
        int told = 0;
        for (String line : lines) {
            assertThat(line).startsWith("U,1,1," + ++told + "|x");
        }
        for (String line : poll(peer.session()).skipTo("LOOP,0")) {
            if (line.startsWith("U,")) {
                assertThat(line).startsWith("U,1,1," + ++told + "|x");
            }
        }
        assertThat(told).isEqualTo(EVENTS);
    }
}
