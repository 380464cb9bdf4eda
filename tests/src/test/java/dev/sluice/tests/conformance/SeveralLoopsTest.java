package dev.sluice.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.kit.Await;
import dev.sluice.tests.kit.NodeProcess;
import dev.sluice.tests.kit.NodeSettings;
import dev.sluice.tests.proof.Row;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sessions whose sockets live on other event loops than they do: on a node with more loops than this machine would give it. */
class SeveralLoopsTest extends ConformanceCase {

    private static final int SESSIONS = 12;
    private static final int ROUNDS = 40;
    private static NodeProcess wide;

    @BeforeAll
    static void start() throws IOException {
        wide = NodeProcess.start(new NodeSettings().property("sluice.event_loops", "4"));
    }

    @AfterAll
    static void stop() {
        wide.close();
    }

    @BeforeEach
    void useWideNode() throws IOException {
        node = wide;
        script = closing(wide.script());
    }

    @Test
    @Row({"tlcp.poll.ws_same_socket", "tlcp.bind.ws_session_omitted", "tlcp.poll.controls_between"})
    void pollsFollowEachOtherAtOnce() throws IOException {
        for (int i = 0; i < SESSIONS; i++) {
            String session = pollingSession("");
            WebSocketPeer peer = new WebSocketPeer(webSocket());
            peer.send("bind_session\r\nLS_session=" + session + POLL, "CONOK," + session + ",{limit},0,*", "CONS,unlimited",
                    "LOOP,0");
            for (int round = 0; round < ROUNDS; round++) {
                peer.send("bind_session\r\n" + POLL.substring(1), "CONOK," + session + ",{limit},0,*", "CONS,unlimited",
                        "LOOP,0");
                peer.send("control\r\nLS_reqId=" + round + "&LS_op=constrain", "REQOK," + round);
            }
        }
    }

    @Test
    @Row({"tlcp.parse.session_default_wait", "tlcp.bind.transport_switch", "tlcp.u.order"})
    void requestsRightBehindABindAreAnsweredAfterIt() throws IOException {
        for (int i = 0; i < SESSIONS; i++) {
            String item = item();
            String session = pollingSession("");
            WebSocketPeer peer = new WebSocketPeer(webSocket());
            peer.send("bind_session\r\nLS_session=" + session + "&LS_send_sync=false");
            peer.send("control\r\n" + add(1, 1, "MERGE", item, "n"));
            peer.send("msg\r\nLS_reqId=2&LS_message=nothing:");
            peer.lines.expect("CONOK," + session + ",{limit},3000,*");
            peer.lines.skipTo("CONF,1,unlimited,filtered");
            for (int n = 0; n < ROUNDS; n++) {
                update(item, "n", Integer.toString(n));
                peer.lines.skipTo("U,1,1," + n);
            }
        }
    }

    @Test
    @Row({"tlcp.bind.takeover_plain", "tlcp.bind.transport_switch"})
    void sessionMovesBetweenSocketsOfAllLoops() throws IOException {
        WebSocketPeer peer = session("");
        String session = peer.session();
        for (int i = 0; i < ROUNDS; i++) {
            WebSocketPeer next = new WebSocketPeer(webSocket());
            next.send("bind_session\r\nLS_session=" + session, "CONOK," + session + ",{limit},3000,*", "CONS,unlimited");
            peer.lines.expect("END,40,{*}").expectEnd();
            next.settle();
            peer = next;
        }
        assertThat(http("control", "LS_reqId=1&LS_op=destroy&LS_session=" + session).lines()).containsExactly("REQOK,1");
        peer.lines.expect("END,31,Destroy invoked by client");
    }

    @Test
    @Row("tlcp.ws.single_binding")
    void ofTwoSessionsAskedForAtOnceOneIsBound() throws IOException {
        for (int i = 0; i < SESSIONS; i++) {
            String first = pollingSession("");
            String second = pollingSession("");
            WebSocketPeer peer = new WebSocketPeer(webSocket());
            peer.socket.sendTogether("bind_session\r\nLS_session=" + first, "bind_session\r\nLS_session=" + second,
                    "create_session\r\nLS_adapter_set=TEST" + CID);
            List<String> answers = new ArrayList<>();
            while (answers.size() < 3) {
                String line = peer.lines.line();
                if (line.startsWith("CON") && !line.startsWith("CONS")) {
                    answers.add(line.split(",")[0] + "," + line.split(",")[1]);
                }
            }
            assertThat(answers).containsExactlyInAnyOrder("CONOK," + first, "CONERR,69", "CONERR,69");
            peer.send("control\r\nLS_reqId=1&LS_op=destroy").lines.skipTo("REQOK,1");
            peer.lines.expect("END,31,Destroy invoked by client");
        }
    }

    @Test
    @Row({"tlcp.ws.single_binding", "tlcp.create.combo_single"})
    void aSessionIsOnItsWayUntilItsControlsAreAnswered() throws IOException {
        String create = "create_session\r\nLS_adapter_set=TEST" + CID + "&LS_op=add&LS_subId=1&LS_mode=MERGE&LS_schema=n"
                + "&LS_data_adapter=SCRIPT&LS_group=";
        WebSocketPeer peer = new WebSocketPeer(webSocket());
        peer.socket.sendTogether(create + item(), create + item(), "control\r\nLS_reqId=1&LS_op=force_rebind");
        peer.lines.expect("CONERR,69,{*}", "CONOK,{session},{limit},3000,*");
        peer.lines.skipTo("REQOK,1");
        peer.lines.skipTo("LOOP,0");
        peer.send("bind_session\r\nx=y", "CONOK," + peer.session() + ",{limit},3000,*");
    }

    @Test
    @Row("tlcp.create.combo_multi")
    void laterControlsOfACreateRequestFindWhatEarlierOnesMade() throws IOException {
        String deleted = item();
        String destroyed = item();
        String create = "create_session\r\nLS_adapter_set=TEST" + CID + "&LS_op=add&LS_subId=1&LS_mode=MERGE&LS_schema=n"
                + "&LS_data_adapter=SCRIPT&LS_group=";
        WebSocketPeer peer = new WebSocketPeer(webSocket());
        peer.send(create + deleted + "\r\nLS_op=delete&LS_subId=1", "CONOK,{session},{limit},3000,*");
        peer.lines.skipTo("UNSUB,1");
        WebSocketPeer other = new WebSocketPeer(webSocket());
        other.send(create + destroyed + "\r\nLS_op=destroy", "CONOK,{session},{limit},3000,*");
        other.lines.skipTo("END,31,Destroy invoked by client");
        WebSocketPeer last = session("");
        for (String item : List.of(deleted, destroyed)) {
            last.send("control\r\n" + add(1, 1, "MERGE", item, "n"), "REQOK,1", "SUBOK,1,1,1", "CONF,1,unlimited,filtered");
            update(item, "n", "1");
            last.lines.expect("U,1,1,1");
            last.send("control\r\nLS_reqId=2&LS_op=delete&LS_subId=1", "REQOK,2", "UNSUB,1");
            Await.until("nobody listens to " + item, () -> {
                List<String> calls = script.calls(item);
                return calls.get(calls.size() - 1).equals("unsubscribe");
            });
        }
    }

    @Test
    @Row("tlcp.reconf.freq")
    void aFrequencyMayBeChangedBeforeTheSubscriptionIsThere() throws IOException {
        WebSocketPeer peer = session("");
        peer.socket.sendTogether("control\r\n" + add(1, 1, "MERGE", item(), "n") + "\r\nLS_reqId=2&LS_op=reconf&LS_subId=1"
                + "&LS_requested_max_frequency=2");
        peer.lines.expect("REQOK,1", "REQOK,2", "SUBOK,1,1,1", "CONF,1,unlimited,filtered", "CONF,1,2,filtered");
    }
}
