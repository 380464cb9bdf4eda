package dev.sluice.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.proof.Row;
import dev.sluice.tests.proof.Trap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Several requests in one. */
class BatchTest extends ConformanceCase {

    @Test
    @Row({"tlcp.batch.control_http", "tlcp.batch.bad_line", "tlcp.batch.serial"})
    @Trap("T6")
    void httpBatchIsAnsweredLineByLineInItsOrder() throws IOException {
        String session = pollingSession("");
        List<String> answers = http("control", add(1, 1, "MERGE", item(), "a") + "&LS_session=" + session
                + "\r\nLS_reqId=2&LS_op=nonsense&LS_session=" + session
                + "\r\n" + add(3, 2, "MERGE", "g", "a").replace("SCRIPT", "NONE") + "&LS_session=" + session
                + "\r\nLS_reqId=4&LS_op=delete&LS_subId=1&LS_session=" + session
                + "\r\nLS_reqId=5&LS_op=delete&LS_subId=1&LS_session=" + session + "\r\n").lines();
        assertThat(answers).extracting(line -> line.replaceAll("^(REQERR,\\d+,\\d+),.*", "$1"))
                .containsExactly("REQOK,1", "REQERR,2,67", "REQERR,3,17", "REQOK,4", "REQERR,5,19");
    }

    @Test
    @Row({"tlcp.batch.mixed_sessions", "tlcp.parse.session_default_query"})
    void linesMayNameDifferentSessions() throws IOException {
        WebSocketPeer one = session("");
        WebSocketPeer two = session("");
        HttpReply reply = HttpReply.read(wire().send(post("control", "LS_protocol=TLCP-2.5.0&LS_session=" + one.session(),
                "LS_reqId=1&LS_op=constrain\r\nLS_reqId=2&LS_op=constrain&LS_requested_max_bandwidth=9&LS_session="
                        + two.session() + "\r\nLS_reqId=3&LS_op=constrain&LS_session=Snone")));
        assertThat(reply.lines()).hasSize(3).startsWith("REQOK,1", "REQOK,2").last().asString().startsWith("REQERR,3,20,");
        one.lines.expect("CONS,unlimited");
        two.lines.expect("CONS,9{*}");
    }

    @Test
    @Row({"tlcp.batch.control_ws", "tlcp.delete.before_active"})
    void webSocketBatchIsAnsweredByIds() throws IOException {
        WebSocketPeer peer = session("");
        peer.send("control\r\n" + add(1, 1, "MERGE", item(), "a") + "\r\nLS_reqId=2&LS_op=delete&LS_subId=1\r\n"
                + "LS_reqId=3&LS_op=delete&LS_subId=8&LS_ack=false\r\n" + add(4, 2, "RAW", item(), "a b") + "&LS_ack=false");
        List<String> lines = new ArrayList<>();
        while (lines.size() < 6) {
            lines.add(peer.lines.line().replaceAll("^(REQERR,3,19),.*", "$1"));
        }
        peer.settle();
        assertThat(lines).containsExactlyInAnyOrder("REQOK,1", "REQOK,2", "UNSUB,1", "REQERR,3,19", "SUBOK,2,1,2",
                "CONF,2,unlimited,unfiltered").containsSubsequence("REQOK,1", "REQOK,2", "UNSUB,1");
    }

    @Test
    @Row({"tlcp.parse.reqid_missing", "tlcp.err.error_only_without_id"})
    void httpBatchWithAnUnreadableLineHasOneAnswer() throws IOException {
        String session = pollingSession("");
        assertThat(http("control", "LS_reqId=1&LS_op=constrain&LS_session=" + session + "\r\nLS_op=constrain&LS_session="
                + session).lines()).hasSize(1).first().asString().startsWith("ERROR,67,");
    }

    @Test
    @Row({"tlcp.batch.msg", "tlcp.batch.serial"})
    void messagesOfABatchKeepTheirOrder() throws IOException {
        WebSocketPeer peer = session("");
        StringBuilder batch = new StringBuilder("msg");
        for (int n = 1; n <= 20; n++) {
            batch.append("\r\nLS_reqId=").append(n).append("&LS_message=echo:").append(n)
                    .append("&LS_sequence=S&LS_ack=false&LS_msg_prog=").append(n);
        }
        peer.send(batch.toString());
        for (int n = 1; n <= 20; n++) {
            peer.lines.expect("MSGDONE,S," + n + "," + n);
        }
    }
}
