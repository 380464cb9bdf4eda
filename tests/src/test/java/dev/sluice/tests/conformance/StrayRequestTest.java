package dev.sluice.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.kit.Await;
import dev.sluice.tests.kit.NodeProcess;
import dev.sluice.tests.kit.NodeSettings;
import dev.sluice.tests.proof.Row;
import dev.sluice.tests.proof.Trap;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests for a session that lives on another node, and for one that lives nowhere: the codes are not the same. */
class StrayRequestTest extends ConformanceCase {

    private static NodeProcess settled;
    private String elsewhere;

    @BeforeAll
    static void start() throws IOException {
        settled = NodeProcess.start(new NodeSettings().property("sluice.replacement_window_millis", "0")
                .set("session_timeout_millis", "500").without("session_recovery_millis"));
    }

    @AfterAll
    static void stop() {
        settled.close();
    }

    @BeforeEach
    void useTheWrongNode() throws IOException {
        elsewhere = pollingSession("");
        node = settled;
        script = closing(settled.script());
        Await.until("the node does not take itself for a successor any more", () -> control("5").startsWith("REQERR,1,11,"));
    }

    private String control(String minor) throws IOException {
        return HttpReply.read(wire().send(post("control", "LS_protocol=TLCP-2." + minor + ".0",
                "LS_reqId=1&LS_op=constrain&LS_session=" + elsewhere))).lines().get(0);
    }

    @Test
    @Row({"tlcp.bind.unknown", "tlcp.parse.session_unknown", "tlcp.err.no_21_11"})
    @Trap("T26")
    void onlySessionsOfOtherNodesAreSaidToBeElsewhere() throws IOException {
        WebSocketPeer peer = new WebSocketPeer(webSocket());
        peer.send("bind_session\r\nLS_session=" + elsewhere, "CONERR,21,{*}");
        peer.send("msg\r\nLS_reqId=2&LS_message=x&LS_session=" + elsewhere, "REQERR,2,11,{*}");
        new Transcript(http("bind_session", "LS_session=" + elsewhere + "&LS_recovery_from=0" + POLL)).expect("CONERR,21,{*}")
                .expectEnd();
        String own = pollingSession("");
        assertThat(http("control", "LS_reqId=1&LS_op=destroy&LS_session=" + own).lines()).containsExactly("REQOK,1");
        for (String nowhere : new String[] {own, "Snone", "S" + "0".repeat(30)}) {
            peer.send("bind_session\r\nLS_session=" + nowhere, "CONERR,20,{*}");
            peer.send("control\r\nLS_reqId=3&LS_op=constrain&LS_session=" + nowhere, "REQERR,3,20,{*}");
        }
        assertThat(http("heartbeat", "LS_session=" + elsewhere).lines()).containsExactly("REQOK");
    }

    @Test
    @Row({"tlcp.bind.unknown", "tlcp.parse.session_unknown", "tlcp.ver.out_gate_session"})
    void oldestClientsDoNotKnowTheCode() throws IOException {
        assertThat(control("0")).startsWith("REQERR,1,20,");
        assertThat(control("1")).startsWith("REQERR,1,11,");
        assertThat(HttpReply.read(wire().send(post("bind_session", "LS_protocol=TLCP-2.0.0", "LS_session=" + elsewhere + POLL)))
                .lines()).singleElement().asString().startsWith("CONERR,20,");
    }
}
