package dev.sluice.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.proof.Row;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** How a client ends its session. */
class DestroyTest extends ConformanceCase {

    private WebSocketPeer destroyed(String more, String end) throws IOException {
        WebSocketPeer peer = session("");
        peer.send("control\r\nLS_reqId=1&LS_op=destroy" + more, "REQOK,1", end);
        return peer;
    }

    @Test
    @Row({"tlcp.destroy.default", "tlcp.bind.unknown"})
    void destroyedSessionIsGone() throws IOException {
        WebSocketPeer peer = destroyed("", "END,31,Destroy invoked by client");
        String session = peer.session();
        peer.send("control\r\nLS_reqId=2&LS_op=constrain&LS_session=" + session, "REQERR,2,20,{*}");
        peer.send("bind_session\r\nLS_session=" + session, "CONERR,20,{*}");
        peer.send("create_session\r\nLS_adapter_set=TEST").lines.expect("CONOK,{next},{limit},3000,*");
    }

    @Test
    @Row({"tlcp.destroy.cause_code", "tlcp.destroy.cause_message", "tlcp.line.encode_args"})
    void causeIsReported() throws IOException {
        destroyed("&LS_cause_code=-5&LS_cause_message=a%2Cb%25", "END,-5,a%2Cb%25");
        destroyed("&LS_cause_code=0", "END,0,null");
        destroyed("&LS_cause_code=12&LS_cause_message=x", "END,0,x");
        destroyed("&LS_cause_message=x", "END,31,Destroy invoked by client");
    }

    @Test
    @Row("tlcp.destroy.cause_message_long")
    void longCauseKeepsWithinTheContentLength() throws IOException {
        HttpReply stream = http("create_session", "LS_adapter_set=TEST&LS_content_length=5000");
        Transcript lines = new Transcript(stream).expect("CONOK,{session},{limit},3000,*");
        lines.skipTo("CONS,unlimited");
        String message = "long".repeat(20);
        assertThat(http("control", "LS_reqId=1&LS_op=destroy&LS_cause_code=-1&LS_cause_message=" + message + "&LS_session="
                + lines.value("session")).lines()).containsExactly("REQOK,1");
        assertThat(lines.line()).isIn("END,-1," + message, "END,-1,[Custom message skipped]");
        lines.expectEnd();
    }

    @Test
    @Row("tlcp.destroy.close_socket")
    void socketIsClosedOnRequest() throws IOException {
        WebSocketPeer peer = destroyed("&LS_close_socket=true", "END,31,Destroy invoked by client");
        peer.lines.expectEnd();
        assertThat(peer.socket.closeCode()).isEqualTo(1000);
    }

    @Test
    @Row("tlcp.destroy.unbound")
    void unboundSessionIsDestroyedSilently() throws IOException {
        String session = pollingSession("");
        assertThat(http("control", "LS_reqId=1&LS_op=destroy&LS_session=" + session).lines()).containsExactly("REQOK,1");
        new Transcript(http("bind_session", "LS_session=" + session + POLL)).expect("CONERR,20,{*}").expectEnd();
    }

    @Test
    @Row({"tlcp.destroy.default", "tlcp.parse.mixed_transport"})
    void httpStreamEndsInOrder() throws IOException {
        HttpReply stream = http("create_session", "LS_adapter_set=TEST");
        Transcript lines = new Transcript(stream).expect("CONOK,{session},{limit},3000,*");
        lines.skipTo("CONS,unlimited");
        WebSocketPeer other = new WebSocketPeer(webSocket());
        other.send("control\r\nLS_reqId=1&LS_op=destroy&LS_session=" + lines.value("session"), "REQOK,1");
        lines.expect("END,31,Destroy invoked by client").expectEnd();
    }
}
