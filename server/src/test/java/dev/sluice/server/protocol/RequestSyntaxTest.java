package dev.sluice.server.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.protocol.Request.BindSession;
import dev.sluice.server.protocol.Request.CreateSession;
import dev.sluice.server.protocol.Request.Heartbeat;
import dev.sluice.server.protocol.Request.Refused;
import dev.sluice.server.protocol.Request.SendLog;
import dev.sluice.server.protocol.Request.SendMessage;
import dev.sluice.server.protocol.Request.Subscribe;
import dev.sluice.server.protocol.Request.Unsubscribe;
import dev.sluice.server.protocol.Request.WsOk;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.List;

class RequestSyntaxTest {

    private static Request one(String payload) {
        List<Request> requests = RequestParser.parseMessage(payload);
        assertThat(requests).hasSize(1);
        return requests.get(0);
    }

    private static Refused refusal(String payload) {
        return (Refused) one(payload);
    }

    @Test
    @Row("tlcp.parse.crlf")
    void linesEndWithCrLfOrBareLf() {
        Unsubscribe expected = new Unsubscribe("1", null, 4, true);
        assertThat(one("control\r\nLS_reqId=1&LS_op=delete&LS_subId=4")).isEqualTo(expected);
        assertThat(one("control\nLS_reqId=1&LS_op=delete&LS_subId=4\n")).isEqualTo(expected);
        assertThat(RequestParser.parseMessage("control\r\nLS_reqId=1&LS_op=delete&LS_subId=4\nLS_reqId=2&LS_op=delete&LS_subId=5"))
                .containsExactly(expected, new Unsubscribe("2", null, 5, true));
    }

    @Test
    @Row("tlcp.parse.trailing_sep")
    void trailingSeparatorMakesNoRequest() {
        assertThat(one("control\r\nLS_reqId=1&LS_op=delete&LS_subId=4\r\n")).isEqualTo(new Unsubscribe("1", null, 4, true));
        assertThat(RequestParser.parseHttp("control", "LS_session=S1", "LS_reqId=1&LS_op=delete&LS_subId=4&\r\n"))
                .containsExactly(new Unsubscribe("1", "S1", 4, true));
    }

    @Test
    @Row("tlcp.parse.stray_amp")
    void strayAmpersandsAreIgnored() {
        assertThat(one("control\r\n&LS_reqId=1&&LS_op=delete&LS_subId=4&")).isEqualTo(new Unsubscribe("1", null, 4, true));
    }

    @Test
    @Row("tlcp.parse.percent_utf8")
    void escapesAreDecodedAsUtf8InNamesAndValues() {
        SendMessage message = (SendMessage) one("msg\r\nLS%5FreqId=7&LS_message=%e2%82%AC%20%F0%9F%98%80%3D%26%25%0D%0A");
        assertThat(message.requestId()).isEqualTo("7");
        assertThat(message.text()).isEqualTo("€ 😀=&%\r\n");
    }

    @Test
    @Row("tlcp.parse.plus")
    void literalPlusIsASpace() {
        assertThat(((SendMessage) one("msg\r\nLS_reqId=1&LS_message=a+b%2Bc")).text()).isEqualTo("a b+c");
    }

    @Test
    @Row("tlcp.parse.raw_chars")
    void spacesCommasAndOtherAlphabetsMayComeRaw() {
        Subscribe add = (Subscribe) one(
                "control\r\nLS_reqId=1&LS_op=add&LS_subId=1&LS_mode=MERGE&LS_group=a, b:è€&LS_schema=x y");
        assertThat(add.group()).isEqualTo("a, b:è€");
        assertThat(add.schema()).isEqualTo("x y");
    }

    @Test
    @Row("tlcp.parse.bad_percent")
    void brokenEscapeIsMalformed() {
        for (String bad : List.of("%", "%4", "%zz", "a%", "%2\u0660", "%-1")) {
            assertThat(refusal("msg\r\nLS_reqId=3&LS_message=" + bad)).as(bad)
                    .isEqualTo(new Refused("3", ErrorCode.MALFORMED, ErrorCode.MALFORMED.text(), false));
        }
        assertThat(refusal("create_session\r\nLS_user=%G0").opening()).isTrue();
        assertThat(refusal("bind_session\r\nLS_session=%G0").opening()).isTrue();
    }

    @Test
    void pieceWithoutEqualsSignIsMalformed() {
        assertThat(refusal("control\r\nLS_op=destroy&LS_reqId=3&what").requestId()).isEqualTo("3");
        assertThat(refusal("control\r\nwhat").requestId()).isNull();
        assertThat(refusal("heartbeat\r\nwhat")).extracting(Refused::code, Refused::opening)
                .containsExactly(ErrorCode.MALFORMED, false);
    }

    @Test
    @Row("tlcp.parse.unknown_params")
    void unknownParametersAreIgnoredAndTheFirstOfARepeatedNameCounts() {
        assertThat(one("control\r\nLS_unique=1&LS_phase=2&LS_domain=x&LS_build=9&LS_reqId=1&LS_op=delete&LS_subId=4"
                + "&LS_subId=5&LS_cause=zombie&=x&ls_subid=6")).isEqualTo(new Unsubscribe("1", null, 4, true));
        assertThat(one("create_session\r\nLS_old_session=S0&LS_ttl=1&LS_cause=api")).isInstanceOf(CreateSession.class);
    }

    @Test
    @Row("tlcp.parse.bool_lenient")
    void oddBooleansAreReadAsTheirDefault() {
        Unsubscribe delete = (Unsubscribe) one("control\r\nLS_reqId=1&LS_op=delete&LS_subId=4&LS_ack=False");
        assertThat(delete.ack()).isTrue();
        CreateSession create = (CreateSession) one("create_session\r\nLS_polling=TRUE&LS_send_sync=0&LS_reduce_head=yes");
        assertThat(create.stream().polling()).isFalse();
        assertThat(create.stream().sendSync()).isTrue();
        assertThat(create.stream().reduceHead()).isFalse();
    }

    @Test
    @Row("tlcp.parse.session_default_query")
    void sessionOfTheQueryIsTheDefaultOfEveryLine() {
        List<Request> requests = RequestParser.parseHttp("control", "LS_protocol=TLCP-2.5.0&LS_session=S%31",
                "LS_reqId=1&LS_op=delete&LS_subId=1\r\nLS_reqId=2&LS_op=delete&LS_subId=2&LS_session=S2");
        assertThat(requests).extracting(Request::sessionId).containsExactly("S1", "S2");
        assertThat(RequestParser.parseHttp("bind_session", "LS_session=S1", "LS_polling=true").get(0).sessionId())
                .isEqualTo("S1");
    }

    @Test
    @Row({"tlcp.parse.session_default_ws", "tlcp.parse.session_missing_http"})
    void absentSessionIsLeftToTheConnection() {
        assertThat(one("control\r\nLS_reqId=1&LS_op=delete&LS_subId=1").sessionId()).isNull();
        assertThat(RequestParser.parseHttp("control", "LS_protocol=TLCP-2.5.0", "LS_reqId=1&LS_op=delete&LS_subId=1").get(0))
                .isEqualTo(new Unsubscribe("1", null, 1, true));
    }

    @Test
    @Row({"tlcp.parse.reqid_echo", "tlcp.parse.reqid_missing"})
    void requestIdIsKeptVerbatimAndMustBeThere() {
        assertThat(((Unsubscribe) one("control\r\nLS_reqId=00Ab9&LS_op=delete&LS_subId=1")).requestId()).isEqualTo("00Ab9");
        assertThat(refusal("control\r\nLS_op=delete&LS_subId=1"))
                .extracting(Refused::requestId, Refused::code, Refused::opening)
                .containsExactly(null, ErrorCode.MALFORMED, false);
        assertThat(refusal("msg\r\nLS_message=x").requestId()).isNull();
        assertThat(refusal("control\r\nLS_reqId=1,2%0D%0AEND&LS_op=delete&LS_subId=1").requestId()).isNull();
        assertThat(refusal("control").requestId()).isNull();
        assertThat(refusal("msg\r\n\r\n").requestId()).isNull();
    }

    @Test
    void parameterOfAQueryIsDecoded() {
        assertThat(RequestParser.parameter("a=1&LS_protocol=TLCP-2%2E5.0&broken", "LS_protocol")).isEqualTo("TLCP-2.5.0");
        assertThat(RequestParser.parameter("a=1", "LS_protocol")).isNull();
        assertThat(RequestParser.parameter("LS_protocol=%", "LS_protocol")).isNull();
        assertThat(RequestParser.parameter(null, "LS_protocol")).isNull();
    }

    @Test
    @Row("tlcp.http.get")
    void getCarriesEverythingInTheQuery() {
        assertThat(RequestParser.parseHttp("control",
                "LS_protocol=TLCP-2.5.0&LS_session=S1&LS_reqId=1&LS_op=delete&LS_subId=4", ""))
                .containsExactly(new Unsubscribe("1", "S1", 4, true));
        assertThat(((BindSession) RequestParser.parseHttp("bind_session", "LS_session=S1&LS_polling=true", null).get(0))
                .stream().polling()).isTrue();
    }

    @Test
    @Row("tlcp.parse.send_log")
    void sentLogsAreRecognisedWhateverTheyHold() {
        assertThat(one("send_log\r\nLS_session=S1&anything at all")).isInstanceOf(SendLog.class);
        assertThat(RequestParser.parseHttp("send_log", "LS_protocol=TLCP-2.1.0", "%%%")).hasSize(1)
                .first().isInstanceOf(SendLog.class);
    }

    @Test
    void unknownNamesAreMalformed() {
        for (String name : List.of("", "Control", "control ", "wsok2", "\r\n", "create_session.txt", "\n\n")) {
            assertThat(refusal(name)).as(name).extracting(Refused::requestId, Refused::code, Refused::opening)
                    .containsExactly(null, ErrorCode.MALFORMED, false);
        }
        assertThat(RequestParser.parseHttp("wsok", null, "").get(0)).isInstanceOf(Refused.class);
    }

    @Test
    @Row({"tlcp.wsok.no_body", "tlcp.wsok.alone"})
    void wsokHasNoBody() {
        assertThat(one("wsok")).isEqualTo(new WsOk());
        assertThat(one("wsok\r\n")).isEqualTo(new WsOk());
        assertThat(one("wsok\n")).isEqualTo(new WsOk());
    }

    @Test
    @Row({"tlcp.hb.ws_empty_line", "tlcp.hb.http_empty_body"})
    void heartbeatComesInManyForms() {
        for (String form : List.of("heartbeat", "heartbeat\r\n", "heartbeat\r\n\r\n", "heartbeat\r\n\n", "heartbeat\n")) {
            assertThat(one(form)).as(form).isEqualTo(new Heartbeat(null));
        }
        assertThat(one("heartbeat\r\nLS_session=S1&")).isEqualTo(new Heartbeat("S1"));
        assertThat(RequestParser.parseHttp("heartbeat", "LS_protocol=TLCP-2.5.0&LS_session=S1", ""))
                .containsExactly(new Heartbeat("S1"));
        assertThat(RequestParser.parseHttp("heartbeat", "LS_protocol=TLCP-2.5.0", "\r\n"))
                .containsExactly(new Heartbeat(null));
        assertThat(RequestParser.parseHttp("heartbeat", "LS_protocol=TLCP-2.1.0", "LS_session=S2&LS_unique=3"))
                .containsExactly(new Heartbeat("S2"));
    }

    @Test
    @Row("tlcp.parse.request_limit")
    void requestsAboveTheLimitAreRefusedByTheirIds() {
        String text = "msg\r\nLS_reqId=1&LS_message=€";
        List<Request> requests = RequestParser.parseMessage(text);
        int octets = text.getBytes(StandardCharsets.UTF_8).length;
        assertThat(RequestParser.within(octets, text, requests)).isSameAs(requests);
        assertThat(RequestParser.within(octets - 1, text, requests))
                .containsExactly(new Refused("1", ErrorCode.SERVER_ERROR, "Request too long", false));
        assertThat(RequestParser.within(1, "wsok", List.of(new WsOk()))).containsExactly(new WsOk());
    }
}
