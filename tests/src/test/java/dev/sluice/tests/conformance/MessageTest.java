package dev.sluice.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.kit.Await;
import dev.sluice.tests.proof.Row;
import dev.sluice.tests.proof.Trap;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages of clients and what they are told of them. */
class MessageTest extends ConformanceCase {

    private static final AtomicInteger MARKS = new AtomicInteger();
    private WebSocketPeer peer;

    @BeforeEach
    void open() throws IOException {
        peer = session("");
    }

    private static String msg(int requestId, String text, String more) {
        return "msg\r\nLS_reqId=" + requestId + "&LS_message=" + text + more;
    }

    @Test
    @Row({"tlcp.msg.refused", "tlcp.msg.error34", "tlcp.msg.error35", "tlcp.err.message_empty"})
    @Trap("T19")
    void failuresComeUnderTheirCode() throws IOException {
        peer.send(msg(1, "refuse:-3:too much, really", "&LS_msg_prog=1"), "REQOK,1", "MSGFAIL,*,1,-3,too much%2C really");
        peer.send(msg(2, "refuse:-3:", "&LS_msg_prog=2"), "REQOK,2", "MSGFAIL,*,2,-3,");
        peer.send(msg(3, "notify:x", "&LS_msg_prog=3"), "REQOK,3", "MSGFAIL,*,3,34,{*}");
        peer.send(msg(4, "throw:x", "&LS_msg_prog=4"), "REQOK,4", "MSGFAIL,*,4,35,{*}");
    }

    @Test
    @Row({"tlcp.msg.LS_outcome_false", "tlcp.msg.fire_and_forget"})
    void unwantedLinesAreNotWritten() throws IOException {
        String mark = "forget" + MARKS.incrementAndGet();
        peer.send(msg(1, "echo:" + mark, "&LS_outcome=false&LS_ack=false"));
        peer.send(msg(2, "echo:" + mark, "&LS_outcome=false&LS_ack=false&LS_sequence=S&LS_msg_prog=1"));
        peer.send(msg(3, "echo:" + mark, "&LS_outcome=false&LS_sequence=S&LS_msg_prog=2"), "REQOK,3");
        peer.send(msg(4, "echo:last", "&LS_sequence=S&LS_msg_prog=3"), "REQOK,4", "MSGDONE,S,3,last");
        Await.until("all have reached the adapter", () -> script.messages("echo:" + mark).size() == 3);
    }

    @Test
    @Row({"tlcp.msg.sequence_order", "tlcp.msg.out_of_order"})
    void sequenceIsDeliveredOneByOneInItsOrder() throws IOException {
        String mark = "order" + MARKS.incrementAndGet();
        peer.send(msg(1, mark + ":c", "&LS_sequence=S&LS_msg_prog=3"), "REQOK,1");
        peer.send(msg(2, mark + ":b", "&LS_sequence=S&LS_msg_prog=2"), "REQOK,2");
        assertThat(script.messages(mark)).isEmpty();
        peer.send(msg(3, "hold:x", "&LS_sequence=S&LS_msg_prog=1"), "REQOK,3").settle();
        assertThat(script.messages(mark)).isEmpty();
        script.answer("x");
        peer.lines.expect("MSGDONE,S,1,x", "MSGDONE,S,2,", "MSGDONE,S,3,");
        assertThat(script.messages(mark)).containsExactly(mark + ":b", mark + ":c");
    }

    @Test
    @Row({"tlcp.msg.skip_one", "tlcp.msg.LS_max_wait", "tlcp.msg.too_low"})
    @Trap("T53")
    void missingNumberIsSkippedAndThenTooLow() throws IOException {
        peer.send(msg(1, "nothing:", "&LS_sequence=S&LS_msg_prog=2&LS_max_wait=200"), "REQOK,1", "MSGFAIL,S,1,38,{*}",
                "MSGDONE,S,2,");
        peer.send(msg(2, "nothing:", "&LS_sequence=S&LS_msg_prog=1"), "REQERR,2,32,{*}");
        peer.send(msg(3, "nothing:", "&LS_sequence=S&LS_msg_prog=2"), "REQERR,3,33,{*}");
    }

    @Test
    @Row("tlcp.msg.duplicate")
    @Trap({"T53", "T70"})
    void resentMessageHasOneOutcome() throws IOException {
        peer.send(msg(1, "hold:once", "&LS_msg_prog=1"), "REQOK,1");
        peer.send(msg(2, "hold:once", "&LS_msg_prog=1"), "REQOK,2");
        peer.send(msg(3, "hold:other", "&LS_msg_prog=1"), "REQERR,3,33,{*}");
        peer.settle();
        Await.until("the message has reached the adapter", () -> script.messages("hold:once").size() > 0);
        script.answer("once");
        peer.lines.expect("MSGDONE,*,1,once");
        peer.send(msg(4, "hold:once", "&LS_msg_prog=1"), "REQERR,4,33,{*}").settle();
    }

    @Test
    @Row({"tlcp.msg.sequence_reserved", "tlcp.msg.sequence_without_prog"})
    void malformedMessagesAreRefused() throws IOException {
        peer.send(msg(1, "x", "&LS_sequence=UNORDERED_MESSAGES&LS_msg_prog=1"), "REQERR,1,67,{*}");
        peer.send(msg(2, "x", "&LS_sequence=S"), "REQERR,2,67,{*}");
        peer.send("msg\r\nLS_reqId=3", "REQERR,3,67,{*}");
    }

    @Test
    @Row({"tlcp.msg.unordered_concurrent", "tlcp.msg.unordered_gap", "tlcp.msg.state_per_session"})
    void unorderedMessagesDoNotWait() throws IOException {
        peer.send(msg(1, "hold:slow", "&LS_msg_prog=1"), "REQOK,1");
        peer.send(msg(2, "echo:fast", "&LS_msg_prog=7"), "REQOK,2", "MSGDONE,*,7,fast");
        script.answer("slow");
        peer.lines.expect("MSGDONE,*,1,slow");
        WebSocketPeer other = session("");
        other.send(msg(1, "echo:again", "&LS_msg_prog=1"), "REQOK,1", "MSGDONE,*,1,again");
    }

    @Test
    @Row({"tlcp.msg.reqok", "tlcp.control.ack_http_ignored"})
    @Trap("T62")
    void messageOverHttpIsAnsweredThereAndDoneOnTheStream() throws IOException {
        assertThat(http("msg", "LS_reqId=1&LS_message=echo:h&LS_msg_prog=1&LS_ack=false&LS_session=" + peer.session()).lines())
                .containsExactly("REQOK,1");
        peer.lines.expect("MSGDONE,*,1,h");
    }
}
