package dev.sluice.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.proof.Row;
import dev.sluice.tests.proof.Trap;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which versions are spoken, and what older ones never see. */
class VersionTest extends ConformanceCase {

    private RawWebSocket offer(String protocols) throws IOException {
        return closing(protocols == null ? RawWebSocket.offer(node.port(), "/lightstreamer")
                : RawWebSocket.offer(node.port(), "/lightstreamer", "Sec-WebSocket-Protocol: " + protocols));
    }

    private HttpReply http(String version, String name, String body) throws IOException {
        return HttpReply.read(wire().send(post(name, version, body)));
    }

    @Test
    @Row({"tlcp.ver.ws_subprotocol", "tlcp.ws.path"})
    @Trap("T49")
    void subprotocolIsEchoedByteForByte() throws IOException {
        for (String protocol : List.of("TLCP-2.0.0.lightstreamer.com", "TLCP-2.1.0.lightstreamer.com",
                "TLCP-2.3.17.lightstreamer.com", "TLCP-2.5.0.lightstreamer.com")) {
            RawWebSocket socket = offer(protocol);
            assertThat(socket.handshake().status()).isEqualTo(101);
            assertThat(socket.handshake().header("sec-websocket-protocol")).isEqualTo(protocol);
        }
    }

    @Test
    @Row("tlcp.ver.ws_multi_offer")
    void highestOfSeveralIsChosen() throws IOException {
        assertThat(offer("TLCP-2.1.0.lightstreamer.com, TLCP-2.4.0.lightstreamer.com, TLCP-2.9.0.lightstreamer.com, chat")
                .handshake().header("sec-websocket-protocol")).isEqualTo("TLCP-2.4.0.lightstreamer.com");
    }

    @Test
    @Row("tlcp.ver.ws_none")
    void handshakeWithoutAKnownVersionIsRefused() throws IOException {
        for (String protocol : new String[] {null, "chat", "TLCP-3.0.0.lightstreamer.com", "TLCP-2.6.0.lightstreamer.com"}) {
            assertThat(offer(protocol).handshake().status()).as(protocol).isEqualTo(400);
        }
    }

    @Test
    @Row({"tlcp.ver.http_param", "tlcp.ver.http_unsupported_session", "tlcp.ver.http_unsupported_control"})
    void unknownVersionsOnHttpAreTold() throws IOException {
        for (String query : List.of("LS_protocol=TLCP-2.6.0", "LS_protocol=TLCP-1.0.0", "LS_protocol=x", "x=y")) {
            new Transcript(http(query, "create_session", "LS_adapter_set=TEST" + POLL)).expect("CONERR,60,{*}").expectEnd();
            new Transcript(http(query, "bind_session", "LS_session=S1" + POLL)).expect("CONERR,60,{*}").expectEnd();
            for (String name : List.of("control", "msg", "heartbeat")) {
                new Transcript(http(query, name, "LS_reqId=1&LS_op=destroy")).expect("ERROR,67,{*}").expectEnd();
            }
        }
        new Transcript(http("LS_protocol=TLCP-2.3.42", "create_session", "LS_adapter_set=TEST" + POLL))
                .expect("CONOK,{session},{limit},0,*");
    }

    @Test
    @Row({"tlcp.ver.msgdone_response", "tlcp.ver.out_gate_session"})
    @Trap("T15")
    void messageResponsesAreForTheirVersionOnly() throws IOException {
        WebSocketPeer old = session(offer("TLCP-2.4.0.lightstreamer.com"), "");
        old.send("msg\r\nLS_reqId=1&LS_message=echo:x&LS_msg_prog=1", "REQOK,1", "MSGDONE,*,1");
        old.send("control\r\nLS_reqId=2&LS_op=force_rebind", "REQOK,2", "LOOP,0");
        WebSocketPeer rebound = new WebSocketPeer(webSocket());
        rebound.send("bind_session\r\nLS_session=" + old.session(), "CONOK," + old.session() + ",{limit},3000,*", "CONS,{*}");
        rebound.send("msg\r\nLS_reqId=3&LS_message=echo:y&LS_msg_prog=2", "REQOK,3", "MSGDONE,*,2");
    }

    @Test
    @Row({"tlcp.parse.crlf", "tlcp.parse.stray_amp", "tlcp.parse.ls_unq", "tlcp.parse.ls_unq_batch", "tlcp.parse.unknown_params",
            "tlcp.line.no_unknown_tags"})
    @Trap({"T16", "T47"})
    void clientsOfTheThirdLastGenerationAreUnderstood() throws IOException {
        HttpReply reply = http("LS_protocol=TLCP-2.1.0", "create_session",
                "LS_phase=101&LS_cause=new.api&LS_polling=true&LS_polling_millis=0&LS_idle_millis=0"
                        + "&LS_cid=pcYgxn8m8%20feOojyA1S681m3g2.pz478mF4Dy&LS_adapter_set=TEST&");
        Transcript create = new Transcript(reply);
        create.expect("CONOK,{session},{limit},0,*").skipTo("LOOP,0");
        String session = create.value("session");
        WebSocketPeer peer = new WebSocketPeer(offer("TLCP-2.1.0.lightstreamer.com"));
        peer.send("bind_session\r\nLS_session=" + session + "&LS_phase=102&LS_cause=loop1&",
                "CONOK," + session + ",{limit},3000,*", "CONS,unlimited");
        peer.send("heartbeat\r\n\n").send("heartbeat\r\nLS_session=" + session + "&");
        peer.send("msg\r\nLS_unq=65&LS_reqId=3&LS_sequence=SEQ&LS_msg_prog=1&LS_message=a&b=c%20+é\r\nz", "REQOK,3",
                "MSGDONE,SEQ,1");
        peer.send("msg\r\nLS_unq=45&LS_reqId=4&LS_msg_prog=1&LS_message=echo:\r\n%&\r\nLS_reqId=5&LS_message=x&LS_msg_prog=2",
                "REQOK,4", "REQOK,5");
        assertThat(List.of(peer.lines.line(), peer.lines.line())).containsExactlyInAnyOrder("MSGDONE,*,1", "MSGDONE,*,2");
        assertThat(script.messages("a&b=c%20")).contains("a&b=c%20+é\r\nz");
        peer.send("control\r\nLS_reqId=6&LS_op=destroy&LS_session=" + session + "&", "REQOK,6",
                "END,31,Destroy invoked by client");
    }
}
