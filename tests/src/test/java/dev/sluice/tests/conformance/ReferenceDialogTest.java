package dev.sluice.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.proof.Row;
import dev.sluice.tests.proof.Trap;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The reference dialogues of the protocol, line by line. */
class ReferenceDialogTest extends ConformanceCase {

    @Test
    @Row({"tlcp.wsok.answer", "tlcp.head.order", "tlcp.create.basic", "tlcp.add.LS_snapshot_true", "tlcp.control.ack_false_ok",
            "tlcp.delete.unsub", "tlcp.destroy.close_socket", "tlcp.line.fixed_args"})
    @Trap({"T2", "T10"})
    void webSocketSessionSubscribesMergeAndLeaves() throws IOException {
        String item = item();
        script.stage(item, Map.of("last", "3.11", "time", "11:02:33"));
        WebSocketPeer peer = new WebSocketPeer(webSocket());
        peer.send("wsok");
        peer.send("create_session\r\nLS_adapter_set=TEST" + CID + "&LS_send_sync=false&LS_cause=api",
                "WSOK", "CONOK,{session},{limit},3000,*", "SERVNAME,Test HTTP", "CLIENTIP,127.0.0.1", "CONS,unlimited");
        peer.send("control\r\n" + add(1, 1, "MERGE", item, "last time") + "&LS_snapshot=true&LS_ack=false",
                "SUBOK,1,1,2", "CONF,1,unlimited,filtered", "U,1,1,3.11|11:02:33");
        update(item, "time", "11:02:39");
        peer.lines.expect("U,1,1,|11:02:39");
        peer.send("control\r\nLS_reqId=2&LS_subId=1&LS_op=delete&LS_ack=false", "UNSUB,1");
        peer.send("control\r\nLS_reqId=3&LS_op=destroy&LS_close_socket=true&LS_cause=api",
                "REQOK,3", "END,31,Destroy invoked by client");
        peer.lines.expectEnd();
        assertThat(peer.socket.closeCode()).isEqualTo(1000);
    }

    @Test
    @Row({"tlcp.create.stream_sense", "tlcp.batch.control_http", "tlcp.loop.content_length", "tlcp.bind.basic", "tlcp.head.noop",
            "tlcp.head.servname_clientip"})
    @Trap({"T3", "T67"})
    void httpSessionStreamsInSlicesOfItsContentLength() throws IOException {
        String item = item();
        Transcript create = new Transcript(http("create_session", "LS_adapter_set=TEST" + CID + POLL));
        create.expect("CONOK,{session},{limit},0,*", "SERVNAME,Test HTTP", "CLIENTIP,127.0.0.1", "CONS,unlimited", "LOOP,0");
        create.expectEnd();
        String session = create.value("session");
        String bind = "LS_session=" + session + "&LS_content_length=10000&LS_send_sync=false&LS_cause=http.loop";
        Transcript stream = new Transcript(http("bind_session", bind));
        stream.expect("CONOK," + session + ",{limit},3000,*", "NOOP,{*}", "CONS,unlimited");
        assertThat(HttpReply.read(wire().send(post("control", "LS_protocol=TLCP-2.5.0&LS_session=" + session,
                add(1, 1, "MERGE", item, "a b") + "\r\n" + add(2, 2, "DISTINCT", "", "a")))).lines())
                .satisfies(answers -> assertThat(answers).hasSize(2))
                .satisfies(answers -> assertThat(answers.get(0)).isEqualTo("REQOK,1"))
                .satisfies(answers -> assertThat(answers.get(1)).startsWith("REQERR,2,21,"));
        stream.expect("SUBOK,1,1,2", "CONF,1,unlimited,filtered");
        update(item, "a", "x", "b", "y");
        stream.expect("U,1,1,x|y");
        String filling = "f".repeat(6000);
        update(item, "a", filling);
        stream.expect("U,1,1," + filling + "|");
        update(item, "b", filling);
        stream.expect("LOOP,0").expectEnd();
        stream = new Transcript(http("bind_session", bind));
        stream.expect("CONOK," + session + ",{limit},3000,*", "NOOP,{*}", "CONS,unlimited", "U,1,1,|" + filling);
    }

    @Test
    @Row({"tlcp.rec.prog", "tlcp.rec.bytes", "tlcp.rec.polling", "tlcp.rec.http_from_ws", "tlcp.rec.count_set",
            "tlcp.rec.no_prog_plain", "tlcp.bind.transport_switch"})
    void lostWebSocketIsRecoveredOverHttpAndLeftForAnother() throws IOException {
        String item = item();
        WebSocketPeer peer = session("");
        peer.send("control\r\n" + add(1, 1, "MERGE", item, "n"), "REQOK,1", "SUBOK,1,1,1", "CONF,1,unlimited,filtered");
        for (int n = 1; n <= 13; n++) {
            update(item, "n", Integer.toString(n));
            peer.lines.expect("U,1,1," + n);
        }
        peer.socket.wire().cut();
        Transcript recovery = new Transcript(http("bind_session",
                "LS_session=" + peer.session() + "&LS_recovery_from=11" + POLL + "&LS_cause=ws.error"));
        recovery.expect("CONOK," + peer.session() + ",{limit},0,*", "CONS,unlimited", "PROG,11", "U,1,1,10", "U,1,1,11",
                "U,1,1,12", "U,1,1,13", "LOOP,0");
        recovery.expectEnd();
        WebSocketPeer next = new WebSocketPeer(webSocket());
        next.send("wsok");
        next.send("bind_session\r\nLS_session=" + peer.session() + "&LS_cause=recovery.loop", "WSOK",
                "CONOK," + peer.session() + ",{limit},3000,*", "CONS,unlimited");
        update(item, "n", "14");
        next.lines.expect("U,1,1,14");
    }

    @Test
    @Row({"tlcp.add.subcmd", "tlcp.cmd.snapshot", "tlcp.cmd.delete_nulls", "tlcp.poll.ws_same_socket",
            "tlcp.poll.controls_between", "tlcp.poll.loop_value", "tlcp.bind.ws_session_omitted", "tlcp.u.baseline_item"})
    @Trap({"T4", "T5", "T54"})
    void webSocketPollsShareOneSocket() throws IOException {
        String item = item();
        script.stage(item, Map.of("key", "A", "command", "ADD", "qty", "10"));
        String session = pollingSession("");
        WebSocketPeer peer = new WebSocketPeer(webSocket());
        peer.send("wsok", "WSOK");
        peer.send("bind_session\r\nLS_session=" + session + "&LS_polling=true&LS_polling_millis=500&LS_idle_millis=7000");
        peer.send("control\r\n" + add(1, 1, "COMMAND", item, "key command qty") + "&LS_snapshot=true&LS_ack=false");
        peer.lines.expect("CONOK," + session + ",{limit},7000,*", "CONS,unlimited", "SUBCMD,1,1,3,1,2",
                "CONF,1,unlimited,filtered");
        List<String> data = peer.lines.skipTo("LOOP,500");
        String poll = "bind_session\r\nLS_polling=true&LS_polling_millis=500&LS_idle_millis=7000";
        while (!data.contains("EOS,1,1")) {
            peer.send(poll, "CONOK," + session + ",{limit},7000,*", "CONS,unlimited");
            data.addAll(peer.lines.skipTo("LOOP,500"));
        }
        assertThat(data).containsExactly("U,1,1,A|ADD|10", "EOS,1,1");
        peer.send("control\r\nLS_reqId=2&LS_op=reconf&LS_subId=77").lines.expect("REQERR,2,19,{*}");
        update(item, "key", "B", "command", "ADD", "qty", "20");
        peer.send(poll, "CONOK," + session + ",{limit},7000,*", "CONS,unlimited", "U,1,1,B||20", "LOOP,500");
        update(item, "key", "A", "command", "DELETE");
        peer.send(poll, "CONOK," + session + ",{limit},7000,*", "CONS,unlimited", "U,1,1,A|DELETE|#", "LOOP,500");
    }

    @Test
    @Row({"tlcp.batch.msg", "tlcp.msg.reqok", "tlcp.msg.done", "tlcp.msg.done_null", "tlcp.msg.done_star", "tlcp.msg.skip_many",
            "tlcp.msg.LS_max_wait", "tlcp.line.encode_args"})
    @Trap("T52")
    void messagesAreAnsweredAndSkippedAfterTheirWait() throws IOException {
        WebSocketPeer peer = session("");
        peer.send("msg\r\nLS_reqId=5&LS_message=echo:stored as 17, ok&LS_sequence=CHAT&LS_msg_prog=1\r\n"
                + "LS_reqId=6&LS_message=nothing:&LS_msg_prog=1", "REQOK,5", "REQOK,6");
        assertThat(List.of(peer.lines.line(), peer.lines.line()))
                .containsExactlyInAnyOrder("MSGDONE,*,1,", "MSGDONE,CHAT,1,stored as 17%2C ok");
        peer.send("msg\r\nLS_reqId=7&LS_message=nothing:&LS_sequence=CHAT&LS_msg_prog=4&LS_max_wait=300",
                "REQOK,7", "MSGFAIL,CHAT,3,39,2", "MSGDONE,CHAT,4,");
    }
}
