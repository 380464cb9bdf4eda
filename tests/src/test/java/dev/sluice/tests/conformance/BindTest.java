package dev.sluice.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.proof.Row;
import dev.sluice.tests.proof.Trap;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Binding of existing sessions, polls, and what becomes of the stream before. */
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
}
