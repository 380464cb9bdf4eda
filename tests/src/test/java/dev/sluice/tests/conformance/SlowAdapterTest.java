package dev.sluice.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.kit.Await;
import dev.sluice.tests.proof.Row;
import dev.sluice.tests.proof.Trap;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests whose adapter takes its time, and clients that lose patience or move on meanwhile. */
class SlowAdapterTest extends ConformanceCase {

    private static final Duration A_WHILE = Duration.ofMillis(200);
    private WebSocketPeer peer;
    private String name;

    @BeforeEach
    void open() throws IOException {
        peer = session("");
        name = item();
    }

    private String slowAdd(int requestId) {
        return add(requestId, 1, "MERGE", "slow:" + name, "a");
    }

    @Test
    @Row({"tlcp.batch.control_http", "tlcp.batch.bad_line"})
    @Trap({"T6", "T7"})
    void answersOfAnHttpBatchWaitForTheFirst() throws IOException {
        Wire wire = wire().send(post("control", "LS_protocol=TLCP-2.5.0&LS_session=" + peer.session(),
                slowAdd(1) + "\r\n" + add(2, 2, "RAW", item(), "a b") + "\r\nLS_reqId=3&LS_op=delete&LS_subId=9"));
        peer.lines.expect("SUBOK,2,1,2", "CONF,2,unlimited,unfiltered");
        assertThat(wire.quietFor(A_WHILE)).isTrue();
        script.answer(name);
        assertThat(HttpReply.read(wire).lines()).containsExactly("REQOK,1", "REQOK,2", "REQERR,3,19,Specified subscription not found");
        peer.lines.expect("SUBOK,1,1,1", "CONF,1,unlimited,filtered");
    }

    @Test
    @Row({"tlcp.add.duplicate_same", "tlcp.batch.control_ws"})
    @Trap("T8")
    void resentSubscriptionIsAnsweredWithTheFirst() throws IOException {
        peer.send("control\r\n" + slowAdd(1)).send("control\r\n" + slowAdd(2));
        peer.send("control\r\n" + add(3, 1, "MERGE", item(), "a"), "REQERR,3,68,{*}");
        peer.settle();
        script.answer(name);
        peer.lines.expect("REQOK,1", "REQOK,2", "SUBOK,1,1,1", "CONF,1,unlimited,filtered");
        peer.send("control\r\n" + slowAdd(4), "REQOK,4").settle();
        update("slow:" + name, "a", "1");
        peer.lines.expect("U,1,1,1");
    }

    @Test
    @Row("tlcp.add.duplicate_same")
    @Trap("T8")
    void resentSubscriptionFailsWithTheFirst() throws IOException {
        String add = slowAdd(1) + "&LS_selector=unknown";
        peer.send("control\r\n" + add).send("control\r\n" + add.replace("LS_reqId=1", "LS_reqId=2")).settle();
        script.answer(name);
        peer.lines.expect("REQERR,1,25,{*}", "REQERR,2,25,{*}");
    }

    @Test
    @Row({"tlcp.delete.before_active", "tlcp.batch.serial"})
    void deletedBeforeItIsThereItNeverComes() throws IOException {
        peer.send("control\r\n" + slowAdd(1) + "\r\nLS_reqId=2&LS_op=delete&LS_subId=1", "REQOK,1", "REQOK,2", "UNSUB,1");
        peer.send("control\r\n" + add(3, 1, "MERGE", item(), "a b"), "REQOK,3", "SUBOK,1,1,2", "CONF,1,unlimited,filtered");
        script.answer(name);
        Await.until("the slow answer has come to nothing", () -> script.calls("slow:" + name).isEmpty());
        peer.settle();
    }

    @Test
    @Row({"tlcp.ws.late_responses", "tlcp.loop.nothing_after"})
    @Trap({"T34", "T59"})
    void outcomeAfterLoopWaitsForTheNextBind() throws IOException {
        String other = pollingSession("");
        peer.send("msg\r\nLS_reqId=1&LS_message=hold:" + name + "m&LS_msg_prog=1", "REQOK,1");
        peer.send("control\r\n" + slowAdd(2)).send("control\r\nLS_reqId=3&LS_op=force_rebind", "REQOK,3", "LOOP,0");
        script.answer(name + "m");
        script.answer(name);
        peer.lines.expect("REQOK,2");
        peer.send("bind_session\r\nLS_session=" + other, "CONOK," + other + ",{limit},3000,*", "CONS,unlimited");
        peer.settle();
        WebSocketPeer next = new WebSocketPeer(webSocket());
        next.send("bind_session\r\nLS_session=" + peer.session(), "CONOK," + peer.session() + ",{limit},3000,*", "CONS,unlimited");
        assertThat(List.of(next.lines.line(), next.lines.line(), next.lines.line()))
                .containsExactlyInAnyOrder("MSGDONE,*,1," + name + "m", "SUBOK,1,1,1", "CONF,1,unlimited,filtered");
        next.settle();
    }
}
