package dev.sluice.server.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.protocol.Request.Refused;
import dev.sluice.server.protocol.Request.SendMessage;
import dev.sluice.server.protocol.Request.Unsubscribe;
import org.junit.jupiter.api.Test;

import java.util.List;

class BatchRequestTest {

    private static final String THREE = "LS_reqId=1&LS_op=delete&LS_subId=1\r\nLS_reqId=2&LS_op=nonsense\r\n"
            + "LS_reqId=3&LS_op=delete&LS_subId=3&LS_session=S3\r\n";

    @Test
    @Row({"tlcp.batch.control_ws", "tlcp.batch.serial", "tlcp.batch.bad_line"})
    void badLineRefusesOnlyItself() {
        assertThat(RequestParser.parseMessage("control\r\n" + THREE)).containsExactly(
                new Unsubscribe("1", null, 1, true),
                new Refused("2", ErrorCode.MALFORMED, "Unknown LS_op", false),
                new Unsubscribe("3", "S3", 3, true));
    }

    @Test
    @Row({"tlcp.batch.control_http", "tlcp.batch.mixed_sessions"})
    void everyLineHasItsSession() {
        assertThat(RequestParser.parseHttp("control", "LS_session=S1", THREE)).containsExactly(
                new Unsubscribe("1", "S1", 1, true),
                new Refused("2", ErrorCode.MALFORMED, "Unknown LS_op", false),
                new Unsubscribe("3", "S3", 3, true));
    }

    @Test
    @Row("tlcp.batch.msg")
    void messagesComeInBatches() {
        List<Request> requests = RequestParser.parseMessage(
                "msg\r\nLS_reqId=5&LS_message=hi&LS_sequence=CHAT&LS_msg_prog=1\r\nLS_reqId=6&LS_message=yo&LS_msg_prog=1");
        assertThat(requests).extracting(request -> ((SendMessage) request).requestId()).containsExactly("5", "6");
    }

    @Test
    @Row({"tlcp.err.error_only_without_id", "tlcp.parse.reqid_missing"})
    void httpBatchWithALineWithoutIdHasOneAnswer() {
        String lines = "LS_reqId=1&LS_op=delete&LS_subId=1\r\nLS_op=delete&LS_subId=2";
        assertThat(RequestParser.parseHttp("control", "LS_session=S1", lines))
                .containsExactly(new Refused(null, ErrorCode.MALFORMED, "LS_reqId is missing or not an id", false));
        assertThat(RequestParser.parseMessage("control\r\n" + lines)).containsExactly(
                new Unsubscribe("1", null, 1, true),
                new Refused(null, ErrorCode.MALFORMED, "LS_reqId is missing or not an id", false));
    }

    @Test
    @Row("tlcp.batch.control_http")
    void emptyLinesAreNoRequests() {
        assertThat(RequestParser.parseMessage("control\r\n\r\nLS_reqId=1&LS_op=delete&LS_subId=1\r\n\r\n"))
                .containsExactly(new Unsubscribe("1", null, 1, true));
    }
}
