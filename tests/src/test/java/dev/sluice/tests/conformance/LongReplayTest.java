package dev.sluice.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.proof.Row;
import dev.sluice.tests.proof.Trap;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A recovery that has more to repeat than its client can read before it loses patience. */
class LongReplayTest extends ConformanceCase {

    private static final Duration PATIENCE_OF_CLIENTS = Duration.ofMillis(4500);
    private static final int EVENTS = 3000;

    @Test
    @Row({"tlcp.rec.loop_in_time", "tlcp.rec.polling", "tlcp.rec.bytes"})
    @Trap("T67")
    void whatDoesNotGoOutInTimeIsLeftToTheNextBind() throws IOException {
        String item = item();
        WebSocketPeer peer = session("");
        peer.send("control\r\n" + add(1, 1, "DISTINCT", item, "n filling") + "&LS_requested_max_frequency=unfiltered",
                "REQOK,1", "SUBOK,1,1,2", "CONF,1,unlimited,unfiltered");
        for (int last = 500; last <= EVENTS; last += 500) {
            flood(item, 500, 1000);
            peer.lines.skipTo("U,1,1,500|{*}");
        }
        peer.socket.wire().cut();
        HttpReply slow = HttpReply.read(closing(Wire.narrow(node.port())).send(post("bind_session", "LS_protocol=TLCP-2.5.0",
                "LS_session=" + peer.session() + "&LS_recovery_from=2" + POLL)));
        assertThat(webSocket().quietFor(PATIENCE_OF_CLIENTS)).isTrue();
        Transcript recovery = new Transcript(slow);
        recovery.expect("CONOK," + peer.session() + ",{limit},0,*", "CONS,unlimited", "PROG,2");
        List<String> repeated = recovery.skipTo("LOOP,0");
        recovery.expectEnd();
        assertThat(repeated.size()).isBetween(1, EVENTS - 1).isEqualTo(numbered(repeated, 0));
        Transcript next = new Transcript(http("bind_session", "LS_session=" + peer.session()))
                .expect("CONOK," + peer.session() + ",{limit},3000,*", "NOOP,{*}", "CONS,unlimited");
        for (int n = repeated.size(); n < EVENTS; n++) {
            next.expect("U,1,1," + (n % 500 + 1) + "|{*}");
        }
    }

    /** How many lines tell the events in their order. */
    private static int numbered(List<String> lines, int from) {
        int count = 0;
        for (String line : lines) {
            assertThat(line).startsWith("U,1,1," + ((from + count) % 500 + 1) + "|");
            count++;
        }
        return count;
    }
}
