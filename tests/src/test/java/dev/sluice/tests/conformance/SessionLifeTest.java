package dev.sluice.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.kit.Await;
import dev.sluice.tests.kit.NodeProcess;
import dev.sluice.tests.kit.NodeSettings;
import dev.sluice.tests.proof.Row;
import dev.sluice.tests.proof.Trap;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long sessions live without a stream: on a node with little patience. */
class SessionLifeTest extends ConformanceCase {

    private static NodeProcess impatient;

    @BeforeAll
    static void start() throws IOException {
        impatient = NodeProcess.start(new NodeSettings().set("session_timeout_millis", "700")
                .set("session_recovery_millis", "700").set("max_recovery_length", "3000")
                .set("service_url_prefix", "/branch").set("control_link_address", "push.example:8443/branch")
                .set("use_enriched_content_type", "N").set("max_streaming_millis", "1500").set("max_idle_millis", "30000"));
    }

    @AfterAll
    static void stop() {
        impatient.close();
    }

    @BeforeEach
    void useImpatientNode() throws IOException {
        node = impatient;
        script = closing(impatient.script());
    }

    private Transcript create(String more) throws IOException {
        return new Transcript(http("create_session", "LS_adapter_set=TEST" + CID + more))
                .expect("CONOK,{session},{limit},{silence},push.example:8443/branch");
    }

    @Test
    @Row({"tlcp.life.unbound_timeout", "tlcp.create.LS_polling_millis"})
    void unboundSessionEndsAfterItsPauseAndTheTimeout() throws IOException {
        String soon = create(POLL).value("session");
        String later = create("&LS_polling=true&LS_polling_millis=9000").value("session");
        Await.until("the session is gone", () -> gone(soon));
        assertThat(gone(later)).isFalse();
        new Transcript(http("bind_session", "LS_session=" + soon + POLL)).expect("CONERR,20,{*}").expectEnd();
    }

    @Test
    @Row("tlcp.create.combo_fail")
    void combinedCreationWhoseAdapterIsSilentIsRefused() throws IOException {
        String one = item();
        String two = item();
        WebSocketPeer peer = new WebSocketPeer(webSocket());
        peer.send("create_session\r\nLS_adapter_set=TEST\r\n" + add(1, 1, "MERGE", "slow:" + one, "a"))
                .send("control\r\nLS_reqId=2&LS_op=constrain");
        peer.lines.expect("CONERR,64,{*}", "REQERR,2,20,{*}");
        new Transcript(http("create_session", "LS_adapter_set=TEST\r\n" + add(1, 1, "MERGE", "slow:" + two, "a")))
                .expect("CONERR,64,{*}").expectEnd();
        script.answer(one);
        script.answer(two);
        peer.send("create_session\r\nLS_adapter_set=TEST", "CONOK,{session},{limit},3000,{*}").lines.skipTo("CONS,unlimited");
        peer.settle();
    }

    @Test
    @Row("tlcp.life.broken_timeout")
    void brokenSessionEndsAfterTheRecoveryTime() throws IOException {
        WebSocketPeer peer = new WebSocketPeer(webSocket());
        peer.send("create_session\r\nLS_adapter_set=TEST", "CONOK,{session},{limit},3000,{*}");
        peer.socket.wire().cut();
        Await.until("the session is gone", () -> gone(peer.session()));
    }

    @Test
    @Row("tlcp.rec.too_old")
    void recoveryOfForgottenDataIsRefused() throws IOException {
        String item = item();
        WebSocketPeer peer = new WebSocketPeer(webSocket());
        peer.send("create_session\r\nLS_adapter_set=TEST");
        peer.send("control\r\n" + add(1, 1, "DISTINCT", item, "n filling"));
        peer.lines.expect("CONOK,{session},{limit},3000,{*}").skipTo("CONF,1,unlimited,filtered");
        flood(item, 20, 1000);
        peer.lines.skipTo("U,1,1,20|{*}");
        peer.socket.wire().cut();
        new Transcript(http("bind_session", "LS_session=" + peer.session() + POLL + "&LS_recovery_from=2"))
                .expect("CONERR,4,{*}").expectEnd();
        Transcript recovery = new Transcript(http("bind_session", "LS_session=" + peer.session() + POLL
                + "&LS_recovery_from=21"));
        recovery.skipTo("PROG,21");
        recovery.expect("U,1,1,20|{*}", "LOOP,0").expectEnd();
    }

    @Test
    @Row({"tlcp.http.path_prefix", "tlcp.ws.path"})
    void prefixServesTheSameResources() throws IOException {
        assertThat(raw("POST /branch/lightstreamer/heartbeat.txt?LS_protocol=TLCP-2.5.0 HTTP/1.1\r\nHost: h\r\n"
                + "Content-Length: 0\r\n\r\n").lines()).containsExactly("REQOK");
        assertThat(http("heartbeat", "").lines()).containsExactly("REQOK");
        RawWebSocket socket = closing(RawWebSocket.offer(node.port(), "/branch/lightstreamer",
                "Sec-WebSocket-Protocol: " + RawWebSocket.CURRENT));
        assertThat(socket.handshake().status()).isEqualTo(101);
    }

    @Test
    @Row({"tlcp.conok.control_link_addr", "tlcp.http.ct_stream"})
    @Trap("T56")
    void controlLinkIsToldOnEveryBind() throws IOException {
        HttpReply reply = http("create_session", "LS_adapter_set=TEST" + POLL);
        assertThat(reply.header("content-type")).isEqualTo("text/plain; charset=utf-8");
        Transcript create = new Transcript(reply).expect("CONOK,{session},{limit},0,push.example:8443/branch");
        create.skipTo("LOOP,0");
        new Transcript(http("bind_session", "LS_session=" + create.value("session") + POLL))
                .expect("CONOK," + create.value("session") + ",{limit},0,push.example:8443/branch");
    }

    @Test
    void httpStreamLoopsWhenItIsOld() throws IOException {
        create("").skipTo("LOOP,0");
    }

    @Test
    @Row({"tlcp.life.shutdown_abort", "tlcp.http.abort_on_failure"})
    @Trap({"T25", "T64"})
    void stoppedNodeCutsItsStreams() throws IOException {
        try (NodeProcess other = NodeProcess.start()) {
            try (RawWebSocket socket = RawWebSocket.open(other.port()); Wire wire = Wire.open(other.port())) {
                WebSocketPeer peer = new WebSocketPeer(socket);
                peer.send("create_session\r\nLS_adapter_set=TEST", "CONOK,{session},{limit},3000,*");
                HttpReply stream = HttpReply.read(wire.send(post("create_session", "LS_protocol=TLCP-2.5.0", "LS_adapter_set=TEST")));
                new Transcript(stream).expect("CONOK,{session},{limit},3000,*");
                other.stop();
                assertCut(socket);
                assertCut(stream);
            }
        }
    }

    @Test
    @Row({"tlcp.sync.elapsed", "tlcp.probe.silence"})
    void streamTellsItsAge() throws IOException {
        WebSocketPeer peer = new WebSocketPeer(webSocket());
        peer.send("create_session\r\nLS_adapter_set=TEST&LS_keepalive_millis=2000", "CONOK,{session},{limit},2000,{*}");
        long start = System.nanoTime();
        String line = peer.socket.next();
        while (!line.startsWith("SYNC,")) {
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(40));
            line = peer.socket.next();
        }
        long age = Duration.ofNanos(System.nanoTime() - start).toMillis();
        assertThat(Long.parseLong(line.substring("SYNC,".length()))).isBetween(age / 1000 - 3, age / 1000 + 1);
    }

    @Test
    @Row({"tlcp.hb.restarts_inactivity", "tlcp.life.inactivity_loop", "tlcp.create.LS_inactivity_millis"})
    void heartbeatsKeepAPromiseOfActivity() throws IOException {
        WebSocketPeer peer = new WebSocketPeer(webSocket());
        peer.send("create_session\r\nLS_adapter_set=TEST&LS_send_sync=false&LS_inactivity_millis=300&LS_keepalive_millis=9000",
                "CONOK,{session},{limit},9000,{*}", "SERVNAME,Test HTTP", "CLIENTIP,127.0.0.1", "CONS,unlimited");
        for (int i = 0; i < 8; i++) {
            assertThat(peer.socket.quietFor(Duration.ofMillis(250))).isTrue();
            peer.send("heartbeat\r\n\r\n");
        }
        peer.lines.expect("LOOP,0");
    }

    @Test
    @Row({"tlcp.poll.http_idle_cap", "tlcp.create.LS_idle_millis"})
    @Trap("T65")
    void httpPollsWaitLessThanOthers() throws IOException {
        Transcript create = new Transcript(http("create_session", "LS_adapter_set=TEST&LS_polling=true&LS_idle_millis=19000"));
        create.expect("CONOK,{session},{limit},8000,{*}");
        WebSocketPeer peer = new WebSocketPeer(webSocket());
        peer.send("create_session\r\nLS_adapter_set=TEST&LS_polling=true&LS_idle_millis=19000",
                "CONOK,{session},{limit},19000,{*}");
    }
}
