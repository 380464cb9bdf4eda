package dev.sluice.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.kit.ScriptControl;
import dev.sluice.tests.proof.Row;
import dev.sluice.tests.proof.Trap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Binding of existing sessions, polls, and the ways a stream ends. */
class BindTest extends ConformanceCase {

    @Test
    @Row({"tlcp.bind.basic", "tlcp.u.baseline_survives", "tlcp.life.unbound_buffer", "tlcp.poll.data_then_loop"})
    @Trap({"T36", "T38"})
    void rebindGoesOnWithDeltas() throws IOException {
        String item = item();
        String session = pollingSession("");
        assertThat(http("control", add(1, 1, "MERGE", item, "a b") + "&LS_session=" + session).lines())
                .containsExactly("REQOK,1");
        assertThat(poll(session).skipTo("LOOP,0")).containsExactly("CONS,unlimited", "SUBOK,1,1,2", "CONF,1,unlimited,filtered");
        update(item, "a", "1", "b", "2");
        assertThat(poll(session).skipTo("LOOP,0")).containsExactly("CONS,unlimited", "U,1,1,1|2");
        update(item, "a", "1", "b", "3");
        update(item, "b", "4");
        assertThat(poll(session).skipTo("LOOP,0")).containsExactly("CONS,unlimited", "U,1,1,|4");
    }

    @Test
    @Row({"tlcp.poll.async_wait", "tlcp.poll.loop_value"})
    void idlePollAnswersWithTheFirstData() throws IOException {
        String item = item();
        String session = pollingSession("");
        http("control", add(1, 1, "MERGE", item, "a") + "&LS_session=" + session).lines();
        poll(session).skipTo("LOOP,0");
        HttpReply reply = http("bind_session", "LS_session=" + session + "&LS_polling=true&LS_polling_millis=300&LS_idle_millis=7000");
        Transcript poll = new Transcript(reply).expect("CONOK," + session + ",{limit},7000,*", "CONS,unlimited");
        update(item, "a", "x");
        poll.expect("U,1,1,x", "LOOP,300").expectEnd();
    }

    @Test
    @Row({"tlcp.bind.takeover_plain", "tlcp.loop.nothing_after"})
    void plainBindEndsTheOldStream() throws IOException {
        WebSocketPeer old = session("");
        WebSocketPeer next = new WebSocketPeer(webSocket());
        next.send("bind_session\r\nLS_session=" + old.session(), "CONOK," + old.session() + ",{limit},3000,*", "CONS,unlimited");
        old.lines.expect("END,40,{*}").expectEnd();
        next.settle();
    }

    @Test
    @Row({"tlcp.bind.takeover_recovery", "tlcp.rec.without_server_notice", "tlcp.ws.abort_on_failure"})
    @Trap("T64")
    void recoveryCutsTheOldStreamWithoutAWord() throws IOException {
        WebSocketPeer old = session("");
        Transcript recovery = new Transcript(http("bind_session", "LS_session=" + old.session() + "&LS_recovery_from=0" + POLL));
        recovery.expect("CONOK," + old.session() + ",{limit},0,*", "CONS,unlimited", "PROG,0", "LOOP,0").expectEnd();
        assertCut(old.socket);
    }

    @Test
    @Row({"tlcp.http.abort_on_failure", "tlcp.bind.takeover_recovery"})
    @Trap("T25")
    void recoveryCutsAnOldHttpStreamWithoutAWord() throws IOException {
        HttpReply old = http("create_session", "LS_adapter_set=TEST&LS_send_sync=false");
        Transcript lines = new Transcript(old).expect("CONOK,{session},{limit},3000,*");
        lines.skipTo("CONS,unlimited");
        new Transcript(http("bind_session", "LS_session=" + lines.value("session") + "&LS_recovery_from=0" + POLL))
                .skipTo("LOOP,0");
        assertCut(old);
    }

    @Test
    @Row({"tlcp.bind.takeover_recovery", "tlcp.rec.http_from_ws"})
    void bindOvertakenByARecoveryIsVoid() throws IOException {
        WebSocketPeer old = session("");
        old.send("control\r\nLS_reqId=1&LS_op=force_rebind", "REQOK,1", "LOOP,0");
        new Transcript(http("bind_session", "LS_session=" + old.session() + "&LS_recovery_from=0" + POLL)).skipTo("LOOP,0");
        old.send("bind_session\r\nLS_session=" + old.session() + POLL);
        old.lines.expectEnd();
        WebSocketPeer next = new WebSocketPeer(webSocket());
        next.send("bind_session\r\nLS_session=" + old.session(), "CONOK," + old.session() + ",{limit},3000,*", "CONS,unlimited");
        next.settle();
    }

    @Test
    @Row({"tlcp.rec.too_high", "tlcp.rec.bytes", "tlcp.rec.count_not", "tlcp.bind.bandwidth_on_recovery"})
    @Trap({"T35", "T36"})
    void recoveryFromWhatWasNeverSentIsRefused() throws IOException {
        WebSocketPeer peer = session("");
        peer.send("control\r\n" + add(1, 1, "MERGE", item(), "a"), "REQOK,1", "SUBOK,1,1,1", "CONF,1,unlimited,filtered");
        peer.settle();
        peer.socket.wire().cut();
        String bind = "LS_session=" + peer.session() + POLL + "&LS_recovery_from=";
        new Transcript(http("bind_session", bind + "3")).expect("CONERR,4,{*}").expectEnd();
        new Transcript(http("bind_session", bind + "2&LS_requested_max_bandwidth=77"))
                .expect("CONOK," + peer.session() + ",{limit},0,*", "CONS,77{*}", "PROG,2", "LOOP,0").expectEnd();
        new Transcript(http("bind_session", bind + "0")).skipTo("PROG,0");
        new Transcript(http("bind_session", bind + "0")).expect("CONOK," + peer.session() + ",{limit},0,*").expect("CONS,77{*}",
                "PROG,0", "SUBOK,1,1,1", "CONF,1,unlimited,filtered", "LOOP,0");
    }

    @Test
    @Row({"tlcp.rec.count_set", "tlcp.rec.bytes"})
    @Trap({"T35", "T37"})
    void everyKindOfDataIsReplayedByteForByte() throws IOException {
        String item = item();
        script.stage(item, Map.of("a", "s,n%p|q"));
        WebSocketPeer peer = session("");
        peer.send("control\r\n" + add(1, 1, "DISTINCT", item, "a b") + "&LS_snapshot=true", "REQOK,1");
        List<String> data = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            data.add(peer.lines.line());
        }
        assertThat(data).containsExactly("SUBOK,1,1,2", "CONF,1,unlimited,filtered", "U,1,1,s,n%25p%7Cq|#", "EOS,1,1");
        clear(item);
        data.add(peer.lines.line());
        peer.send("msg\r\nLS_reqId=2&LS_message=echo:a,b&LS_msg_prog=1", "REQOK,2");
        data.add(peer.lines.line());
        peer.send("msg\r\nLS_reqId=3&LS_message=refuse:-7:no&LS_msg_prog=2", "REQOK,3");
        data.add(peer.lines.line());
        peer.send("control\r\nLS_reqId=4&LS_op=reconf&LS_subId=1", "REQOK,4");
        data.add(peer.lines.line());
        peer.send("control\r\nLS_reqId=5&LS_op=delete&LS_subId=1", "REQOK,5");
        data.add(peer.lines.line());
        assertThat(data.subList(4, 9)).containsExactly("CS,1,1", "MSGDONE,*,1,a%2Cb", "MSGFAIL,*,2,-7,no",
                "CONF,1,unlimited,filtered", "UNSUB,1");
        peer.socket.wire().cut();
        for (int from = 0; from <= data.size(); from++) {
            Transcript recovery = new Transcript(http("bind_session",
                    "LS_session=" + peer.session() + POLL + "&LS_recovery_from=" + from));
            recovery.skipTo("PROG," + from);
            assertThat(recovery.skipTo("LOOP,0")).containsExactlyElementsOf(data.subList(from, data.size()));
        }
    }

    @Test
    @Row({"tlcp.rec.bytes", "tlcp.u.baseline_survives"})
    @Trap("T37")
    void deltasAreReplayedAsTheyWereWritten() throws IOException {
        String item = item();
        WebSocketPeer peer = session("");
        peer.send("control\r\n" + add(1, 1, "MERGE", item, "a b c"), "REQOK,1", "SUBOK,1,1,3", "CONF,1,unlimited,filtered");
        List<String> data = new ArrayList<>(List.of("SUBOK,1,1,3", "CONF,1,unlimited,filtered", "U,1,1,1|2|#", "U,1,1,|3|",
                "U,1,1,4||", "U,1,1,||5", "U,1,1,1|2|#"));
        update(item, "a", "1", "b", "2");
        peer.lines.expect(data.get(2));
        update(item, "b", "3");
        peer.lines.expect(data.get(3));
        update(item, "a", "4");
        peer.lines.expect(data.get(4));
        update(item, "c", "5");
        peer.lines.expect(data.get(5));
        update(item, ScriptControl.fieldMap("a", "1", "b", "2", "c", null));
        peer.lines.expect(data.get(6));
        peer.socket.wire().cut();
        for (int from = data.size(); from >= 0; from--) {
            Transcript recovery = new Transcript(http("bind_session", "LS_session=" + peer.session() + POLL
                    + "&LS_recovery_from=" + from));
            recovery.expect("CONOK," + peer.session() + ",{limit},0,*", "CONS,unlimited", "PROG," + from);
            recovery.expect(data.subList(from, data.size()).toArray(String[]::new)).expect("LOOP,0").expectEnd();
        }
        update(item, "b", "6");
        assertThat(poll(peer.session()).skipTo("LOOP,0")).containsExactly("CONS,unlimited", "U,1,1,|6|");
    }

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
    @Row({"tlcp.bind.ws_omitted_none", "tlcp.bind.unknown"})
    void bindOnAFreshSocketNeedsASession() throws IOException {
        WebSocketPeer peer = new WebSocketPeer(webSocket());
        peer.send("bind_session\r\nLS_polling=true", "CONERR,20,{*}");
        peer.send("bind_session\r\nLS_session=Snone", "CONERR,20,{*}");
        peer.send("control\r\nLS_reqId=1&LS_op=constrain", "REQERR,1,20,{*}");
    }

    @Test
    @Row("tlcp.bind.params_per_connection")
    void nothingIsInheritedFromTheConnectionBefore() throws IOException {
        WebSocketPeer peer = new WebSocketPeer(webSocket());
        peer.send("create_session\r\nLS_adapter_set=TEST&LS_polling=true&LS_polling_millis=900&LS_idle_millis=700",
                "CONOK,{session},{limit},700,*", "SERVNAME,Test HTTP", "CLIENTIP,127.0.0.1", "CONS,unlimited", "LOOP,900");
        peer.send("bind_session\r\nLS_keepalive_millis=800", "CONOK," + peer.session() + ",{limit},800,*", "CONS,unlimited", "PROBE");
        peer.send("control\r\nLS_reqId=1&LS_op=force_rebind", "REQOK,1", "LOOP,0");
        peer.send("bind_session\r\nLS_polling=true", "CONOK," + peer.session() + ",{limit},0,*", "CONS,unlimited", "LOOP,0");
        peer.send("bind_session\r\n", "CONOK," + peer.session() + ",{limit},3000,*", "CONS,unlimited");
        peer.settle();
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
