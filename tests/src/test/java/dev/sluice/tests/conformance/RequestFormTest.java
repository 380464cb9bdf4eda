package dev.sluice.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.proof.Row;
import dev.sluice.tests.proof.Trap;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How requests may be spelt. */
class RequestFormTest extends ConformanceCase {

    @Test
    @Row({"tlcp.parse.trailing_sep", "tlcp.parse.stray_amp", "tlcp.parse.crlf"})
    @Trap("T47")
    void emptyPiecesAreNoRequests() throws IOException {
        WebSocketPeer peer = session("");
        for (String line : List.of("LS_reqId=1&LS_op=reconf&LS_subId=9", "&LS_reqId=1&&LS_op=reconf&LS_subId=9&",
                "LS_reqId=1&LS_op=reconf&LS_subId=9&LS_unique=3&LS_phase=7&LS_subId=1")) {
            for (String end : List.of("", "\r\n", "\n", "&\r\n")) {
                peer.send("control\r\n" + line + end, "REQERR,1,19,{*}");
                peer.send("control\n" + line + end, "REQERR,1,19,{*}");
                assertThat(http("control", line + "&LS_session=" + peer.session() + end).lines()).singleElement().asString()
                        .startsWith("REQERR,1,19,");
            }
        }
        peer.settle();
    }

    @Test
    @Row({"tlcp.parse.plus", "tlcp.parse.percent_utf8", "tlcp.parse.raw_chars"})
    @Trap("T20")
    void valuesAreDecoded() throws IOException {
        WebSocketPeer peer = session("");
        peer.send("msg\r\nLS_reqId=1&LS_message=echo:a+b%2Bc d%26%3D%25&LS_msg_prog=1", "REQOK,1", "MSGDONE,*,1,a b+c d&=%25");
        peer.send("msg\r\n%4cS_reqId=2&LS_message=echo:%e2%82%aC€=x,y&LS_msg_prog=2", "REQOK,2", "MSGDONE,*,2,€€=x%2Cy");
    }

    @Test
    @Row("tlcp.parse.bad_percent")
    void brokenEscapesAreRefused() throws IOException {
        WebSocketPeer peer = session("");
        for (String bad : List.of("%", "%4", "%zz", "%4g")) {
            peer.send("msg\r\nLS_reqId=1&LS_message=" + bad + "&LS_msg_prog=1", "REQERR,1,67,{*}");
            peer.send("control\r\nLS_reqId=%&LS_op=constrain&LS_group=" + bad, "ERROR,67,{*}");
        }
        peer.settle();
    }

    @Test
    @Row("tlcp.parse.bool_lenient")
    void oddTruthValuesMeanTheDefault() throws IOException {
        for (String odd : List.of("", "TRUE", "yes", "1", "False")) {
            WebSocketPeer peer = session("&LS_polling=" + odd + "&LS_reduce_head=" + odd);
            peer.send("control\r\nLS_reqId=1&LS_op=delete&LS_subId=1&LS_ack=" + odd, "REQERR,1,19,{*}");
            peer.send("msg\r\nLS_reqId=2&LS_message=echo:x&LS_msg_prog=1&LS_outcome=" + odd + "&LS_ack=" + odd, "REQOK,2",
                    "MSGDONE,*,1,x");
            peer.send("control\r\nLS_reqId=3&LS_op=force_rebind&LS_close_socket=" + odd, "REQOK,3", "LOOP,0");
            peer.send("wsok", "WSOK");
        }
    }

    @Test
    @Row("tlcp.parse.reqid_echo")
    void requestIdsComeBackAsTheyWere() throws IOException {
        WebSocketPeer peer = session("");
        for (String id : List.of("1", "007", "aZ9", "x".repeat(64), "1")) {
            peer.send("control\r\nLS_reqId=" + id + "&LS_op=constrain", "REQOK," + id, "CONS,unlimited");
            peer.send("control\r\nLS_reqId=" + id + "&LS_op=delete&LS_subId=1", "REQERR," + id + ",19,{*}");
        }
    }

    @Test
    @Row({"tlcp.parse.ls_unq", "tlcp.parse.ls_unq_batch"})
    @Trap("T66")
    void rawMessageMayBeCutAnywhere() throws IOException {
        WebSocketPeer peer = session("");
        String line = "LS_reqId=1&LS_msg_prog=%03d&LS_message=echo:a&b=c%%20+é\r\nLS_reqId=9&z😀%%";
        int length = RawWebSocket.frameLength(message(line, 1));
        for (int at = 1; at < length; at++) {
            peer.socket.sendCut(message(line, at), at);
            peer.lines.expect("REQOK,1", "MSGDONE,*," + at + ",a&b=c%2520+é%0D%0ALS_reqId=9&z😀%25");
        }
    }

    private static String message(String line, int number) {
        String whole = String.format(line, number);
        return "msg\r\nLS_unq=" + whole.length() + "&" + whole;
    }

    @Test
    @Row({"tlcp.create.combo_multi", "tlcp.parse.percent_utf8"})
    void creationMayBeCutAnywhere() throws IOException {
        String controls = "LS_adapter_set=TEST&LS_send_sync=false&LS_op=add&LS_subId=1&LS_mode=MERGE&LS_group=cut&LS_schema=a%20b"
                + "&LS_data_adapter=SCRIPT\r\nLS_op=add&LS_subId=2&LS_mode=RAW&LS_group=cut&LS_schema=%C3%A8&LS_data_adapter=SCRIPT";
        String message = "create_session\r\n" + controls;
        for (int at = 1; at < RawWebSocket.frameLength(message); at += 3) {
            WebSocketPeer peer = new WebSocketPeer(webSocket());
            peer.socket.sendCut(message, at);
            peer.lines.expect("CONOK,{session},{limit},3000,*", "SERVNAME,Test HTTP", "CLIENTIP,127.0.0.1", "CONS,unlimited",
                    "SUBOK,1,1,2", "CONF,1,unlimited,filtered", "SUBOK,2,1,1", "CONF,2,unlimited,unfiltered");
            peer.send("control\r\nLS_reqId=1&LS_op=destroy", "REQOK,1", "END,31,Destroy invoked by client");
        }
    }
}
