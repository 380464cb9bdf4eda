package dev.sluice.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.proof.Row;
import dev.sluice.tests.proof.Trap;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What shows only after a long time; side by side with everything else. */
@Execution(ExecutionMode.CONCURRENT)
class PatientStreamTest extends ConformanceCase {

    private static final int PROBES_IN_HALF_A_MINUTE = 32;

    @Test
    @Timeout(120)
    @Row("tlcp.ws.early_open")
    void openedSocketWaitsAMinuteForItsFirstRequest() throws IOException {
        RawWebSocket socket = webSocket();
        assertThat(socket.quietFor(Duration.ofSeconds(60))).isTrue();
        session(socket, "");
    }

    /** The first SYNC of a stream comes after 20 seconds. */
    private static long age(RawWebSocket socket) throws IOException {
        String line = socket.next();
        while (!line.startsWith("SYNC,")) {
            line = LineForm.checked(socket.next());
        }
        return Long.parseLong(line.substring("SYNC,".length()));
    }

    @Test
    @Timeout(120)
    @Row({"tlcp.sync.restart", "tlcp.sync.elapsed"})
    @Trap("T57")
    void ageOfAStreamStartsAnewWithEachBind() throws IOException {
        WebSocketPeer peer = new WebSocketPeer(webSocket());
        peer.send("create_session\r\nLS_adapter_set=TEST&LS_keepalive_millis=5000", "CONOK,{session},{limit},5000,*");
        long first = age(peer.socket);
        peer.send("control\r\nLS_reqId=1&LS_op=force_rebind", "REQOK,1", "LOOP,0");
        peer.send("bind_session\r\nLS_keepalive_millis=5000", "CONOK," + peer.session() + ",{limit},5000,*", "CONS,unlimited");
        long second = age(peer.socket);
        assertThat(first).isBetween(19L, 35L);
        assertThat(second).isBetween(19L, 35L);
    }

    @Test
    @Timeout(120)
    @Row({"tlcp.create.LS_send_sync", "tlcp.sync.off", "tlcp.probe.silence"})
    void streamThatWantsNoSyncIsOnlyProbed() throws IOException {
        WebSocketPeer peer = session("&LS_keepalive_millis=800");
        for (int i = 0; i < PROBES_IN_HALF_A_MINUTE; i++) {
            assertThat(peer.socket.next()).isEqualTo("PROBE");
        }
    }
}
