package dev.sluice.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.proof.Row;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Requests that reach the node in two segments, cut at every offset. */
class CutRequestTest extends ConformanceCase {

    @Test
    @Row({"tlcp.http.path_control", "tlcp.batch.control_http"})
    void httpRequestMayBeCutAnywhere() throws IOException {
        String session = pollingSession("");
        byte[] request = post("control", "LS_protocol=TLCP-2.5.0&LS_session=" + session,
                "LS_reqId=1&LS_op=constrain\r\nLS_reqId=2&LS_op=x%C3%A8è");
        Wire wire = wire();
        for (int at = 1; at < request.length; at++) {
            List<String> answers = HttpReply.read(wire.sendCut(request, at)).lines();
            assertThat(answers).as("cut at %d", at).hasSize(2).first().isEqualTo("REQOK,1");
            assertThat(answers.get(1)).startsWith("REQERR,2,67,");
        }
    }

    @Test
    @Row({"tlcp.ws.fragmented_in", "tlcp.parse.percent_utf8"})
    void webSocketMessageMayBeCutAnywhere() throws IOException {
        WebSocketPeer peer = session("");
        String message = "msg\r\nLS_reqId=1&LS_message=echo:%E2%82%AC€+%2B&LS_msg_prog=";
        int length = RawWebSocket.frameLength(message + "100");
        for (int at = 1; at < length; at++) {
            peer.socket.sendCut(message + (100 + at), at);
            peer.lines.expect("REQOK,1", "MSGDONE,*," + (100 + at) + ",€€ +");
        }
    }

    @Test
    @Row("tlcp.ws.path")
    void handshakeMayBeCutAnywhere() throws IOException {
        byte[] handshake = ("GET /lightstreamer HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + "Sec-WebSocket-Protocol: TLCP-2.5.0.lightstreamer.com\r\n\r\n").getBytes();
        for (int at = 1; at < handshake.length; at += 7) {
            try (Wire wire = Wire.open(node.port())) {
                assertThat(HttpReply.read(wire.sendCut(handshake, at)).status()).as("cut at %d", at).isEqualTo(101);
            }
        }
    }

    @Test
    @Row({"tlcp.create.abandoned", "tlcp.http.path_create"})
    void requestsThatBreakOffHarmNobody() throws IOException {
        byte[] request = post("create_session", "LS_protocol=TLCP-2.5.0", "LS_adapter_set=TEST" + CID + POLL);
        for (int at = 0; at < request.length; at += 3) {
            try (Wire wire = Wire.open(node.port())) {
                wire.send(Arrays.copyOf(request, at));
                if (at % 2 == 0) {
                    wire.cut();
                }
            }
        }
        pollingSession("");
    }
}
