package dev.sluice.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.kit.Await;
import dev.sluice.tests.proof.Row;
import dev.sluice.tests.proof.Trap;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Framing and life of a WebSocket. */
class WebSocketTest extends ConformanceCase {

    private static final Duration A_WHILE = Duration.ofMillis(300);

    @Test
    @Row({"tlcp.wsok.answer", "tlcp.wsok.no_body", "tlcp.wsok.alone"})
    void wsokIsAnsweredAlone() throws IOException {
        WebSocketPeer peer = new WebSocketPeer(webSocket());
        peer.send("wsok", "WSOK").send("wsok\r\n", "WSOK");
    }

    @Test
    @Row("tlcp.wsok.first")
    void wsokComesBeforeTheAnswersOfLaterRequests() throws IOException {
        WebSocketPeer peer = new WebSocketPeer(webSocket());
        peer.send("wsok").send("bind_session\r\nLS_session=Snone").send("control\r\nLS_reqId=1&LS_op=destroy&LS_session=Snone");
        peer.lines.expect("WSOK", "CONERR,20,{*}", "REQERR,1,20,{*}");
    }

    @Test
    @Row("tlcp.poll.controls_between")
    @Trap("T4")
    void requestBehindABindIsAnsweredBehindItAlsoWhenItNamesTheSession() throws IOException {
        // Several, because the sockets and their sessions are to meet on different event loops.
        for (int n = 0; n < 8; n++) {
            String session = pollingSession("");
            WebSocketPeer peer = new WebSocketPeer(webSocket());
            String poll = "bind_session\r\nLS_session=" + session + POLL;
            peer.send(poll, "CONOK," + session + ",{limit},0,*").lines.skipTo("LOOP,0");
            peer.send(poll).send("control\r\nLS_reqId=1&LS_op=constrain&LS_session=" + session);
            peer.lines.expect("CONOK," + session + ",{limit},0,*").skipTo("REQOK,1");
        }
    }

    @Test
    @Row("tlcp.ws.text_only")
    void binaryMessageClosesTheSocket() throws IOException {
        RawWebSocket socket = webSocket();
        socket.sendBinary(new byte[] {1, 2, 3});
        assertThat(socket.next()).isNull();
        assertThat(socket.closeCode()).isEqualTo(1003);
    }

    @Test
    @Row({"tlcp.ws.fragmented_in", "tlcp.ws.one_request_per_message"})
    void fragmentedMessageIsOneRequest() throws IOException {
        WebSocketPeer peer = session("");
        String message = "control\r\nLS_reqId=1&LS_op=constrain\r\nLS_reqId=2&LS_op=nonsense";
        for (int at = 0; at <= message.length(); at++) {
            peer.socket.sendFragmented(message, at);
            assertThat(List.of(peer.lines.line(), peer.lines.line(), peer.lines.line())).as("cut at %d", at)
                    .containsExactlyInAnyOrder("REQOK,1", "CONS,unlimited", "REQERR,2,67,Unknown LS_op");
        }
    }

    @Test
    void pingIsAnswered() throws IOException {
        RawWebSocket socket = webSocket();
        socket.ping();
        do {
            socket.send("wsok");
            assertThat(socket.next()).isEqualTo("WSOK");
        } while (socket.pongs() == 0);
    }

    @Test
    @Row("tlcp.ws.single_binding")
    void secondBindingIsRefusedAndTheFirstGoesOn() throws IOException {
        String other = pollingSession("");
        WebSocketPeer peer = session("");
        peer.send("create_session\r\nLS_adapter_set=TEST", "CONERR,69,{*}");
        peer.send("bind_session\r\nLS_session=" + other, "CONERR,69,{*}");
        peer.send("bind_session\r\nLS_session=" + peer.session(), "CONERR,69,{*}");
        peer.settle();
    }

    @Test
    @Row({"tlcp.ws.rebind_other_session", "tlcp.ws.no_close_on_loop", "tlcp.ws.late_responses"})
    @Trap({"T34", "T59"})
    void socketIsFreeForAnotherSessionAfterLoop() throws IOException {
        String other = pollingSession("");
        String item = item();
        WebSocketPeer peer = session("");
        peer.send("control\r\n" + add(1, 1, "MERGE", item, "a"), "REQOK,1", "SUBOK,1,1,1", "CONF,1,unlimited,filtered");
        peer.send("control\r\nLS_reqId=2&LS_op=force_rebind", "REQOK,2", "LOOP,0");
        Transcript second = new Transcript(peer.socket);
        peer.socket.send("bind_session\r\nLS_session=" + other);
        second.expect("CONOK," + other + ",{limit},3000,*", "CONS,unlimited");
        update(item, "a", "1");
        peer.socket.send("control\r\nLS_reqId=3&LS_op=constrain&LS_session=" + peer.session());
        peer.socket.send("control\r\nLS_reqId=4&LS_op=constrain");
        second.expect("REQOK,3", "REQOK,4", "CONS,unlimited");
    }

    @Test
    @Row("tlcp.ws.close_by_client_pending")
    @Trap("T60")
    void requestsBeforeTheCloseAreExecuted() throws IOException {
        WebSocketPeer peer = session("");
        peer.send("control\r\nLS_reqId=1&LS_op=destroy&LS_close_socket=true&LS_cause=api");
        peer.socket.sendClose(1000);
        peer.socket.close();
        Await.until("the session is gone", () -> gone(peer.session()));
    }

    @Test
    @Row("tlcp.ws.close_is_not_destroy")
    void closeAloneKeepsTheSession() throws IOException {
        WebSocketPeer peer = session("");
        peer.socket.sendClose(1000);
        assertThat(peer.socket.next()).isNull();
        poll(peer.session()).skipTo("LOOP,0");
    }

    @Test
    @Row("tlcp.life.broken_20")
    void brokenSessionOfTheOldestVersionEndsAtOnce() throws IOException {
        WebSocketPeer peer = session(closing(RawWebSocket.offer(node.port(), "/lightstreamer",
                "Sec-WebSocket-Protocol: TLCP-2.0.0.lightstreamer.com")), "");
        peer.socket.wire().cut();
        Await.until(Duration.ofSeconds(8), () -> "the session is gone", () -> gone(peer.session()));
    }

    @Test
    @Row({"tlcp.ws.line_not_split", "tlcp.ws.crlf_end", "tlcp.ws.message_size"})
    @Trap({"T22", "T61"})
    void manyLinesComeInMessagesOfModestSize() throws IOException {
        String item = item();
        WebSocketPeer peer = session("");
        peer.send("control\r\n" + add(1, 1, "DISTINCT", item, "n filling") + "&LS_requested_max_frequency=unfiltered",
                "REQOK,1", "SUBOK,1,1,2", "CONF,1,unlimited,unfiltered");
        flood(item, 500, 1000);
        for (int n = 1; n <= 500; n++) {
            peer.lines.expect("U,1,1," + n + "|{*}");
        }
        assertThat(peer.socket.longestMessage()).isLessThanOrEqualTo(80 * 1024);
    }

    @Test
    @Row({"tlcp.hb.ws_silent", "tlcp.hb.ws_empty_line"})
    @Trap("T48")
    void heartbeatsAreSilent() throws IOException {
        RawWebSocket socket = webSocket();
        socket.send("heartbeat\r\n\r\n").send("heartbeat\r\nLS_session=Snone").send("heartbeat\r\n\n");
        assertThat(socket.quietFor(A_WHILE)).isTrue();
        socket.send("wsok");
        assertThat(socket.next()).isEqualTo("WSOK");
    }

    @Test
    @Row({"tlcp.err.error_only_without_id", "tlcp.parse.send_log"})
    @Trap("T63")
    void nonsenseIsAnsweredAndTheSocketLives() throws IOException {
        WebSocketPeer peer = new WebSocketPeer(webSocket());
        peer.send("nonsense", "ERROR,67,{*}").send("", "ERROR,67,{*}").send("control\r\nLS_op=destroy", "ERROR,67,{*}");
        peer.send("msg\r\nLS_unq=x&LS_reqId=1&LS_message=a", "ERROR,67,{*}");
        peer.send("send_log\r\nanything").send("wsok", "WSOK");
    }

    @Test
    @Row({"tlcp.parse.request_limit"})
    void requestAboveTheLimitIsRefusedByItsId() throws IOException {
        WebSocketPeer peer = session("");
        peer.send("msg\r\nLS_reqId=8&LS_message=" + "x".repeat(Integer.parseInt(peer.lines.value("limit"))), "REQERR,8,68,{*}");
        peer.settle();
        peer.send("msg\r\nLS_reqId=9&LS_message=" + "x".repeat(400_001));
        assertThat(peer.lines.line()).isNull();
        assertThat(peer.socket.closeCode()).isEqualTo(1009);
    }
}
