package dev.sluice.tests.conformance;

import dev.sluice.tests.kit.Await;
import dev.sluice.tests.proof.Row;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Sessions that end because the server side wants it. */
class ServerSideEndTest extends ConformanceCase {

    private void ended(WebSocketPeer peer, String line) throws IOException {
        ended(peer, line, line);
    }

    private void ended(WebSocketPeer peer, String line, String later) throws IOException {
        peer.lines.expect(line);
        peer.send("bind_session\r\nLS_session=" + peer.session(), later);
        new Transcript(http("bind_session", "LS_session=" + peer.session() + POLL)).expect(later).expectEnd();
        peer.send("control\r\nLS_reqId=1&LS_op=constrain&LS_session=" + peer.session(), "REQERR,1,20,{*}");
    }

    @Test
    @Row({"tlcp.life.end_codes", "tlcp.bind.closed_recently"})
    void adapterEndsASession() throws IOException {
        WebSocketPeer peer = session("");
        script.closeSession(peer.session());
        ended(peer, "END,32,{*}");
        WebSocketPeer other = session("");
        script.closeSession(other.session(), -6, "go, 100%");
        ended(other, "END,-6,go%2C 100%25");
    }

    @Test
    @Row({"tlcp.life.end_codes", "tlcp.bind.closed_recently"})
    void sameUserElsewhereEndsASession() throws IOException {
        String user = "&LS_user=single:" + item();
        WebSocketPeer first = session(user);
        WebSocketPeer second = session(user);
        ended(first, "END,35,{*}");
        second.settle();
    }

    @Test
    @Row({"tlcp.life.end_codes", "tlcp.bind.closed_recently"})
    void sessionEndsWhenItsTimeIsUp() throws IOException {
        WebSocketPeer peer = session("&LS_user=seconds:1");
        ended(peer, "END,48,{*}", "CONERR,48,{*}");
    }

    @Test
    @Row({"tlcp.bind.closed_recently", "tlcp.destroy.unbound"})
    void unboundSessionTellsItsEndToTheNextBind() throws IOException {
        String session = pollingSession("");
        script.closeSession(session, 0, "over");
        Await.until("the session is gone", () -> gone(session));
        new Transcript(http("bind_session", "LS_session=" + session + POLL)).expect("END,0,over").expectEnd();
        WebSocketPeer peer = new WebSocketPeer(webSocket());
        peer.send("bind_session\r\nLS_session=" + session, "END,0,over").send("wsok", "WSOK");
        new Transcript(http("bind_session", "LS_session=" + session + "&LS_recovery_from=0" + POLL)).expect("END,0,over")
                .expectEnd();
    }
}
