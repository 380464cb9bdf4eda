package dev.sluice.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.kit.Await;
import dev.sluice.tests.kit.NodeProcess;
import dev.sluice.tests.kit.NodeSettings;
import dev.sluice.tests.proof.Row;
import dev.sluice.tests.proof.Trap;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Creations while the node has enough to do: one session waits for its first bind, and that is one too many. */
class OverloadTest extends ConformanceCase {

    private static final String CREATE = "LS_adapter_set=TEST" + CID;
    private static NodeProcess busy;
    private String waiting;

    @BeforeEach
    void overload() throws IOException {
        busy = NodeProcess.start(new NodeSettings().set("prestarted_max_queue", "0").set("session_timeout_millis", "60000"));
        node = busy;
        script = closing(busy.script());
        waiting = pollingSession("");
        Await.until("the node is overloaded", () -> !create("", 5).startsWith("CONOK,"));
    }

    @AfterEach
    void stop() {
        busy.close();
    }

    private String create(String more, int minor) throws IOException {
        return HttpReply.read(wire().send(post("create_session", "LS_protocol=TLCP-2." + minor + ".0", CREATE + POLL + more)))
                .lines().get(0);
    }

    private void relieve() throws IOException {
        assertThat(http("control", "LS_reqId=1&LS_op=constrain&LS_session=" + waiting).lines()).containsExactly("REQOK,1");
    }

    @Test
    @Row({"tlcp.create.overload", "tlcp.ver.codes_before_22"})
    @Trap("T29")
    void newSessionsAreToldToComeBack() throws IOException {
        for (int minor = 0; minor <= 5; minor++) {
            assertThat(create("", minor)).startsWith(minor < 2 ? "CONERR,9," : "CONERR,5,");
            WebSocketPeer peer = new WebSocketPeer(closing(RawWebSocket.offer(node.port(), "/lightstreamer",
                    "Sec-WebSocket-Protocol: TLCP-2." + minor + ".0.lightstreamer.com")));
            peer.send("create_session\r\n" + CREATE, "CONERR," + (minor < 2 ? 9 : 5) + ",{*}");
            peer.lines.expectEnd();
        }
        relieve();
        Await.until("new sessions come in", () -> create("", 5).startsWith("CONOK,"));
    }

    @Test
    @Row({"tlcp.create.overload", "tlcp.create.LS_ttl_millis"})
    @Trap({"T29", "T30"})
    void whoCanWaitIsLetInAsSoonAsThereIsRoom() throws IOException {
        WebSocketPeer peer = new WebSocketPeer(webSocket());
        peer.send("wsok", "WSOK").send("create_session\r\n" + CREATE + "&LS_send_sync=false&LS_ttl_millis=unlimited");
        peer.send("wsok", "WSOK");
        Wire patient = wire().send(post("create_session", "LS_protocol=TLCP-2.5.0", CREATE + POLL + "&LS_ttl_millis=unlimited"));
        assertThat(patient.quietFor(Duration.ofMillis(500))).isTrue();
        assertThat(peer.socket.quietFor(Duration.ofMillis(500))).isTrue();
        relieve();
        peer.lines.expect("CONOK,{session},{limit},3000,*");
        new Transcript(HttpReply.read(patient)).expect("CONOK,{session},{limit},0,*").skipTo("LOOP,0");
    }

    @Test
    @Row("tlcp.create.LS_ttl_millis")
    void whoCanWaitALittleIsRefusedInTime() throws IOException {
        assertThat(create("&LS_ttl_millis=300", 5)).startsWith("CONERR,5,");
        relieve();
        Await.until("new sessions come in", () -> create("", 5).startsWith("CONOK,"));
    }
}
