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

/** What a recovery repeats of the data a client was sent. */
class ReplayTest extends ConformanceCase {

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
}
