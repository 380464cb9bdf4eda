package dev.sluice.server.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.protocol.Request.Refused;
import dev.sluice.server.protocol.Request.SendMessage;
import org.junit.jupiter.api.Test;

import java.util.List;

class MessageRequestTest {

    private static final int NONE = (int) Request.ABSENT;

    private static List<Request> parse(String lines) {
        return RequestParser.parseMessage("msg\r\n" + lines);
    }

    private static Request one(String line) {
        assertThat(parse(line)).hasSize(1);
        return parse(line).get(0);
    }

    private static ErrorCode refusal(String line) {
        Refused refused = (Refused) one("LS_reqId=1&" + line);
        assertThat(refused.requestId()).isEqualTo("1");
        return refused.code();
    }

    private static SendMessage message(String id, String text) {
        return new SendMessage(id, null, text, null, NONE, -1, true, true);
    }

    @Test
    @Row({"tlcp.msg.reqok", "tlcp.msg.fire_and_forget", "tlcp.msg.LS_outcome_false", "tlcp.msg.LS_max_wait"})
    void messageHasItsDefaults() {
        assertThat(one("LS_reqId=1&LS_message=")).isEqualTo(message("1", ""));
        assertThat(one("LS_reqId=1&LS_message=hi&LS_sequence=CHAT_1&LS_msg_prog=3&LS_max_wait=500&LS_outcome=false&LS_ack=false"
                + "&LS_session=S1")).isEqualTo(new SendMessage("1", "S1", "hi", "CHAT_1", 3, 500, false, false));
        assertThat(one("LS_reqId=1&LS_message=hi&LS_msg_prog=3&LS_max_wait=-1"))
                .isEqualTo(new SendMessage("1", null, "hi", null, 3, -1, true, true));
    }

    @Test
    @Row({"tlcp.msg.sequence_reserved", "tlcp.msg.sequence_without_prog"})
    void sequencesNeedANameAndANumber() {
        assertThat(refusal("LS_message=x&LS_sequence=UNORDERED_MESSAGES&LS_msg_prog=1")).isEqualTo(ErrorCode.MALFORMED);
        assertThat(refusal("LS_message=x&LS_sequence=a-b&LS_msg_prog=1")).isEqualTo(ErrorCode.MALFORMED);
        assertThat(refusal("LS_message=x&LS_sequence=&LS_msg_prog=1")).isEqualTo(ErrorCode.MALFORMED);
        assertThat(refusal("LS_message=x&LS_sequence=a")).isEqualTo(ErrorCode.MALFORMED);
        assertThat(refusal("LS_message=x&LS_sequence=a&LS_msg_prog=0")).isEqualTo(ErrorCode.BAD_VALUE);
        assertThat(refusal("LS_sequence=a&LS_msg_prog=1")).isEqualTo(ErrorCode.MALFORMED);
    }

    @Test
    @Row("tlcp.parse.ls_unq")
    void countedMessageIsTakenVerbatim() {
        assertThat(one("LS_unq=65&LS_reqId=3&LS_sequence=SEQ&LS_msg_prog=1&LS_message=a&b=c%20+é\r\nz"))
                .isEqualTo(new SendMessage("3", null, "a&b=c%20+é\r\nz", "SEQ", 1, -1, true, true));
        assertThat(one("LS_unq=24&LS_reqId=3&LS_message=😀\r\n")).isEqualTo(message("3", "😀"));
        assertThat(one("LS_unq=23&LS_reqId=3&LS_message=")).isInstanceOf(Refused.class);
        assertThat(one("LS_unq=22&LS_reqId=3&LS_message=")).isEqualTo(message("3", ""));
    }

    @Test
    @Row("tlcp.parse.ls_unq_batch")
    void countedMessagesComeInBatches() {
        assertThat(parse("LS_unq=25&LS_reqId=3&LS_message=\r\n%\r\nLS_reqId=4&LS_message=%25\r\n"
                + "LS_unq=24&LS_reqId=5&LS_message=&=\nLS_reqId=6&LS_message=d"))
                .containsExactly(message("3", "\r\n%"), message("4", "%"), message("5", "&="), message("6", "d"));
    }

    @Test
    @Row("tlcp.parse.ls_unq")
    void wrongCountsAreMalformed() {
        for (String bad : List.of("LS_unq=x&LS_reqId=3&LS_message=a", "LS_unq=22&LS_reqId=3&LS_message=a",
                "LS_unq=24&LS_reqId=3&LS_message=a", "LS_unq=5",
                "LS_unq=20&LS_reqId=3&LS_message=a", "LS_unq=-1&LS_reqId=3", "LS_unq=&LS_reqId=3", "LS_unq=1e30&a=b")) {
            Refused refused = (Refused) one(bad);
            assertThat(refused.requestId()).as(bad).isNull();
            assertThat(refused.code()).as(bad).isEqualTo(ErrorCode.MALFORMED);
        }
        assertThat(parse("LS_reqId=1&LS_message=a\r\nLS_unq=999&LS_reqId=3&LS_message=b")).hasSize(2)
                .first().isEqualTo(message("1", "a"));
    }

    @Test
    @Row("tlcp.parse.ls_unq")
    void countElsewhereIsAnUnknownParameter() {
        assertThat(one("LS_reqId=3&LS_unq=99&LS_message=a")).isEqualTo(message("3", "a"));
        assertThat(one("LS_unq=33&LS_reqId=3&xLS_message=1&LS_seq=1")).isInstanceOf(Refused.class);
    }
}
