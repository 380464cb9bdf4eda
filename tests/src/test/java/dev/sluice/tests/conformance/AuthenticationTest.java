package dev.sluice.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.kit.Await;
import dev.sluice.tests.proof.Row;
import dev.sluice.tests.proof.Trap;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What the metadata adapter says of a user, and what its client is told. */
class AuthenticationTest extends ConformanceCase {

    private static final AtomicInteger USERS = new AtomicInteger();

    private static String create(String more) {
        return "create_session\r\nLS_adapter_set=TEST&LS_send_sync=false" + more;
    }

    private void refused(String user, String line) throws IOException {
        WebSocketPeer peer = new WebSocketPeer(webSocket());
        peer.send(create("&LS_user=" + user), line).send("wsok", "WSOK");
        new Transcript(http("create_session", "LS_adapter_set=TEST&LS_user=" + user + POLL)).expect(line).expectEnd();
    }

    @Test
    @Row({"tlcp.create.LS_user", "tlcp.create.LS_password"})
    void userAndPasswordReachTheAdapterAsSent() throws IOException {
        String name = "user" + USERS.incrementAndGet();
        session("&LS_user=" + name + "%26&LS_password=p+%C3%A8").settle();
        session("&LS_user=" + name + "&LS_password=").settle();
        session("&LS_user=" + name).settle();
        assertThat(script.messages("user " + name)).containsExactlyInAnyOrder("user " + name + "& p è", "user " + name + " ",
                "user " + name + " null");
        session("&LS_user=").settle();
        session("").settle();
        assertThat(script.messages("user ")).contains("user  null", "user null null");
    }

    @Test
    @Row("tlcp.create.LS_password")
    void passwordIsNotLogged() throws IOException {
        session("&LS_user=denied&LS_password=neverToBeSeen", "CONERR,1,{*}");
        session("&LS_user=known&LS_password=neverToBeSeen").settle();
        assertThat(node.logText()).doesNotContain("neverToBeSeen");
    }

    private void session(String more, String line) throws IOException {
        new WebSocketPeer(webSocket()).send(create(more), line);
    }

    @Test
    @Row("tlcp.create.auth_refused")
    void refusalsComeUnderTheirCode() throws IOException {
        refused("denied", "CONERR,1,{*}");
        refused("refused:-7:no, %25 not you", "CONERR,-7,no%2C %25 not you");
        refused("refused:0:", "CONERR,0,");
    }

    @Test
    @Row({"tlcp.create.auth_unavailable", "tlcp.create.auth_exception"})
    void adapterThatCannotAnswerIsToldApart() throws IOException {
        refused("busy", "CONERR,6,{*}");
        refused("broken", "CONERR,66,{*}");
    }

    @Test
    @Row({"tlcp.ver.codes_before_22", "tlcp.create.auth_unavailable"})
    void oldSessionsAreToldAnOldCode() throws IOException {
        for (int minor = 0; minor <= 5; minor++) {
            WebSocketPeer peer = new WebSocketPeer(closing(RawWebSocket.offer(node.port(), "/lightstreamer",
                    "Sec-WebSocket-Protocol: TLCP-2." + minor + ".0.lightstreamer.com")));
            peer.send(create("&LS_user=busy"), "CONERR," + (minor < 2 ? 68 : 6) + ",{*}");
        }
    }

    @Test
    @Row({"tlcp.wsok.answer", "tlcp.wsok.first", "tlcp.head.order"})
    @Trap({"T1", "T17"})
    void slowAuthenticationHoldsBackOnlyItsOwnSession() throws IOException {
        String name = "slow" + USERS.incrementAndGet();
        WebSocketPeer peer = new WebSocketPeer(webSocket());
        peer.send("wsok").send(create("&LS_user=held:" + name));
        peer.lines.expect("WSOK");
        peer.send("wsok", "WSOK").send("control\r\nLS_reqId=1&LS_op=constrain");
        assertThat(peer.socket.quietFor(Duration.ofMillis(200))).isTrue();
        script.answer(name);
        peer.lines.expect("CONOK,{session},{limit},3000,*", "SERVNAME,Test HTTP", "CLIENTIP,127.0.0.1", "CONS,unlimited",
                "REQOK,1", "CONS,unlimited");
    }

    @Test
    @Row("tlcp.create.abandoned")
    @Trap("T68")
    void sessionOfAClientThatHasGoneDoesNotStay() throws IOException {
        String name = "gone" + USERS.incrementAndGet();
        WebSocketPeer peer = new WebSocketPeer(webSocket());
        peer.send(create("&LS_user=held:" + name));
        Wire lost = wire().send(post("create_session", "LS_protocol=TLCP-2.5.0", "LS_adapter_set=TEST&LS_user=held:" + name + "h"));
        Await.until("both are asked for", () -> script.messages("user held:" + name).size() == 2);
        peer.socket.wire().cut();
        lost.cut();
        script.answer(name);
        script.answer(name + "h");
        session("").settle();
        Await.until("whatever was opened is closed", () -> script.messages("closed held:" + name).size()
                == script.messages("opened held:" + name).size());
    }
}
