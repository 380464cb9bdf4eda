package dev.sluice.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.proof.Row;
import dev.sluice.tests.proof.Trap;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The ways a stream ends with {@code LOOP}: on request, and when its body is full. */
class StreamLoopTest extends ConformanceCase {

    @Test
    @Row({"tlcp.rebind.loop", "tlcp.rebind.polling_millis", "tlcp.rebind.unbound", "tlcp.rebind.close_socket"})
    @Trap({"T43", "T44"})
    void forcedRebindLoops() throws IOException {
        WebSocketPeer peer = session("");
        peer.send("control\r\nLS_reqId=1&LS_op=force_rebind&LS_polling_millis=250", "REQOK,1", "LOOP,250");
        peer.send("control\r\nLS_reqId=2&LS_op=force_rebind", "REQOK,2");
        peer.send("bind_session\r\n", "CONOK," + peer.session() + ",{limit},3000,*", "CONS,unlimited");
        peer.send("control\r\nLS_reqId=3&LS_op=force_rebind&LS_close_socket=true", "REQOK,3", "LOOP,0");
        peer.lines.expectEnd();
        assertThat(peer.socket.closeCode()).isEqualTo(1000);
    }

    @Test
    @Row({"tlcp.rebind.http_for_ws", "tlcp.parse.mixed_transport"})
    @Trap({"T45", "T62"})
    void rebindOverHttpLoopsTheWebSocket() throws IOException {
        WebSocketPeer peer = session("");
        assertThat(http("control", "LS_reqId=1&LS_op=force_rebind&LS_session=" + peer.session()).lines())
                .containsExactly("REQOK,1");
        peer.lines.expect("LOOP,0");
        HttpReply stream = http("bind_session", "LS_session=" + peer.session());
        new Transcript(stream).expect("CONOK," + peer.session() + ",{limit},3000,*", "CONS,unlimited");
        peer.send("control\r\nLS_reqId=2&LS_op=constrain&LS_session=" + peer.session(), "REQOK,2");
    }

    @Test
    @Row({"tlcp.loop.ws_no_limit", "tlcp.bind.params_per_connection"})
    void contentLengthMeansNothingOnAWebSocket() throws IOException {
        String item = item();
        WebSocketPeer peer = session("&LS_content_length=5000");
        peer.send("control\r\n" + add(1, 1, "MERGE", item, "a"), "REQOK,1", "SUBOK,1,1,1", "CONF,1,unlimited,filtered");
        String value = "v".repeat(4000);
        for (int i = 0; i < 5; i++) {
            update(item, "a", value + i);
            peer.lines.expect("U,1,1," + value + i);
        }
    }

    @Test
    @Row("tlcp.loop.content_length")
    void bodyNeverExceedsItsContentLength() throws IOException {
        String item = item();
        String session = pollingSession("");
        http("control", add(1, 1, "DISTINCT", item, "n filling") + "&LS_session=" + session).lines();
        poll(session).skipTo("LOOP,0");
        flood(item, 100, 300);
        int next = 1;
        while (next <= 100) {
            HttpReply reply = http("bind_session", "LS_session=" + session + "&LS_content_length=6000&LS_send_sync=false");
            int length = 0;
            for (String line = reply.next(); line != null; line = reply.next()) {
                length += line.length() + 2;
                if (line.startsWith("U,")) {
                    assertThat(line).startsWith("U,1,1," + next++ + "|");
                }
                if (next > 100) {
                    break;
                }
            }
            assertThat(length).isLessThanOrEqualTo(6000);
        }
    }
}
