package dev.sluice.tests.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.kit.Await;
import dev.sluice.tests.kit.NodeProcess;
import dev.sluice.tests.kit.NodeSettings;
import dev.sluice.tests.kit.ScriptControl;
import dev.sluice.tests.proof.Setting;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How long sessions, items and messages are waited for, what is kept for recovery, and how values are told. */
@Timeout(120)
class SessionSettingsTest {

    /** Little patience, recovery of a little data, JSON patches of short values, buffers of three. */
    private static NodeProcess node;
    /** Recovery longer than the life of an unbound session, no differences. */
    private static NodeProcess other;

    @BeforeAll
    static void start() throws IOException {
        node = NodeProcess.start(new NodeSettings().set("session_timeout_millis", "700").set("session_recovery_millis", "0")
                .set("missing_message_timeout_millis", "500").set("max_buffer_size", "3")
                .set("default_diff_order", "jsonpatch").set("jsonpatch_min_length", "5").set("max_idle_millis", "30000"));
        other = NodeProcess.start(new NodeSettings().set("session_timeout_millis", "300").set("session_recovery_millis", "15000")
                .set("max_recovery_length", "3000").set("max_recovery_poll_length", "200").set("delta_delivery", "N")
                .set("default_diff_order", "jsonpatch"));
    }

    @AfterAll
    static void stop() {
        node.close();
        other.close();
    }

    private static String ask(NodeProcess at, String name, String body) throws IOException {
        try (Peer peer = Peer.open(at.port())) {
            return peer.post(name, body).body(peer.head());
        }
    }

    private static void add(Frames frames, String item, String mode, String schema, String more) throws IOException {
        frames.send("control\r\nLS_reqId=1&LS_op=add&LS_subId=1&LS_mode=" + mode + "&LS_group=" + item + "&LS_schema="
                + schema.replace(" ", "%20") + "&LS_data_adapter=SCRIPT" + more);
        frames.line("SUB");
    }

    @Test
    @Setting("session_timeout_millis")
    void unboundSessionEndsBeforeLong() throws IOException {
        try (HeldPoll clock = new HeldPoll(node.port(), 6_000); Peer peer = Peer.open(node.port())) {
            String session = peer.create().split(",")[1];
            Await.until("the session is gone", () -> ask(node, "control", "LS_reqId=1&LS_op=constrain&LS_session=" + session)
                    .startsWith("REQERR,1,20,"));
            clock.assertHeld();
        }
    }

    private static Frames cut(NodeProcess at, String[] session) throws IOException {
        Frames frames = Frames.open(at.port());
        session[0] = frames.session("");
        return frames;
    }

    @Test
    @Setting("session_recovery_millis")
    void sessionOfALostStreamIsKeptForTheRecoveryOnly() throws IOException {
        String[] session = new String[1];
        cut(other, session).peer().reset();
        try (HeldPoll clock = new HeldPoll(other.port(), 2_000)) {
            clock.awaitAnswer();
        }
        assertThat(ask(other, "bind_session", "LS_session=" + session[0] + Peer.POLL + "&LS_recovery_from=0"))
                .as("longer than session_timeout_millis").startsWith("CONOK,");
        cut(node, session).peer().reset();
        Await.until("the session is closed", () -> node.log().stream()
                .anyMatch(line -> line.contains(session[0]) && line.contains(" closed: ")));
        assertThat(ask(node, "bind_session", "LS_session=" + session[0] + Peer.POLL + "&LS_recovery_from=0")).startsWith("CONERR,");
    }

    @Test
    @Setting("max_recovery_length")
    void onlyAsMuchIsKeptOfAStreamAsToldToBeSentAgain() throws IOException {
        try (ScriptControl script = other.script()) {
            String[] session = new String[1];
            Frames frames = cut(other, session);
            add(frames, "recovered", "RAW", "n filling", "");
            script.flood("recovered", 20, 1000);
            frames.line("U,1,1,20|");
            frames.peer().reset();
            assertThat(ask(other, "bind_session", "LS_session=" + session[0] + Peer.POLL + "&LS_recovery_from=2")).startsWith("CONERR,4,");
            assertThat(ask(other, "bind_session", "LS_session=" + session[0] + Peer.POLL + "&LS_recovery_from=21"))
                    .startsWith("CONOK,").contains("\r\nPROG,21\r\n");
        }
    }

    @Test
    @Setting("max_recovery_poll_length")
    void onlyAsMuchIsKeptOfAPollAsToldToBeSentAgain() throws IOException {
        try (ScriptControl script = other.script()) {
            for (int length : new int[] {50, 5_000}) {
                String item = "polled" + length;
                String session = ask(other, "create_session", Peer.CREATE + "&LS_polling=true&LS_polling_millis=9000&LS_idle_millis=0")
                        .split(",")[1];
                ask(other, "control", "LS_reqId=1&LS_op=add&LS_subId=1&LS_mode=RAW&LS_group=" + item + "&LS_schema=a"
                        + "&LS_data_adapter=SCRIPT&LS_session=" + session);
                script.update(item, "a", "x".repeat(length));
                String poll = "LS_session=" + session + "&LS_polling=true&LS_polling_millis=9000&LS_idle_millis=3000";
                String first = ask(other, "bind_session", poll);
                while (!first.contains("U,1,1,")) {
                    first = ask(other, "bind_session", poll);
                }
                assertThat(ask(other, "bind_session", poll + "&LS_recovery_from=2")).as("a poll with " + length + " characters")
                        .startsWith(length > 200 ? "CONERR,4," : "CONOK,");
            }
        }
    }

    @Test
    @Setting("subscription_timeout_millis")
    void itemOfAClosedSessionIsLeftSoon() throws IOException {
        try (NodeProcess leaving = NodeProcess.start(new NodeSettings().set("subscription_timeout_millis", "300"));
                ScriptControl script = leaving.script(); HeldPoll clock = new HeldPoll(leaving.port(), 6_000);
                Frames frames = Frames.open(leaving.port())) {
            frames.session("");
            add(frames, "left", "MERGE", "a", "");
            Await.until("subscribed", () -> script.calls("left").contains("subscribe"));
            frames.send("control\r\nLS_reqId=2&LS_op=destroy");
            Await.until("unsubscribed", () -> script.calls("left").contains("unsubscribe"));
            clock.assertHeld();
        }
    }

    @Test
    @Setting("missing_message_timeout_millis")
    void messageThatIsMissingIsSkippedSoon() throws IOException {
        try (HeldPoll clock = new HeldPoll(node.port(), 6_000); Frames frames = Frames.open(node.port())) {
            frames.session("");
            frames.send("msg\r\nLS_reqId=1&LS_message=echo:later&LS_sequence=s&LS_msg_prog=2");
            assertThat(frames.line("MSGFAIL,s,1,")).matches("MSGFAIL,s,1,3[89],.*");
            frames.line("MSGDONE,s,2,later");
            clock.assertHeld();
        }
    }

    @Test
    @Setting("max_buffer_size")
    void snapshotIsNoLongerThanTheBuffer() throws IOException {
        try (ScriptControl script = node.script(); Frames frames = Frames.open(node.port())) {
            for (int i = 1; i <= 6; i++) {
                script.stage("distinct", Map.of("n", Integer.toString(i)));
            }
            frames.session("");
            add(frames, "distinct", "DISTINCT", "n", "&LS_snapshot=10");
            List<String> events = new ArrayList<>();
            for (String line = frames.line(""); !line.startsWith("EOS,"); line = frames.line("")) {
                if (line.startsWith("U,")) {
                    events.add(line);
                }
            }
            assertThat(events).containsExactly("U,1,1,4", "U,1,1,5", "U,1,1,6");
        }
    }

    @Test
    @Setting("delta_delivery")
    void everyFieldIsToldInFullWithoutDifferences() throws IOException {
        try (ScriptControl script = other.script(); ScriptControl usual = node.script();
                Frames frames = Frames.open(other.port()); Frames with = Frames.open(node.port())) {
            for (Frames each : List.of(frames, with)) {
                each.session("");
                add(each, "full", "MERGE", "a b", "");
            }
            for (ScriptControl each : List.of(script, usual)) {
                each.update("full", "a", "1", "b", "2");
                each.update("full", "b", "3");
            }
            assertThat(frames.line("U,1,1,1|3")).isEqualTo("U,1,1,1|3");
            with.line("U,1,1,1|2");
            assertThat(with.line("U,1,1,")).isEqualTo("U,1,1,|3");
        }
    }

    @Test
    @Setting({"default_diff_order", "jsonpatch_min_length"})
    void shortJsonIsPatchedWithoutAWordOfTheAdapter() throws IOException {
        try (NodeProcess usual = NodeProcess.start(); NodeProcess longer = NodeProcess.start(
                new NodeSettings().set("default_diff_order", "jsonpatch"))) {
            assertThat(told(node)).startsWith("U,1,1,^P[");
            assertThat(told(usual)).as("no order").startsWith("U,1,1,{");
            assertThat(told(longer)).as("shorter than 50").startsWith("U,1,1,{");
        }
    }

    /** How the second of two short JSON values is told. */
    private static String told(NodeProcess at) throws IOException {
        try (ScriptControl script = at.script(); Frames frames = Frames.open(at.port())) {
            frames.session("");
            add(frames, "json", "MERGE", "a", "");
            script.update("json", "a", "{\"n\":1,\"m\":\"1234567890123456789012345678901234\"}");
            frames.line("U,1,1,{");
            script.update("json", "a", "{\"n\":2,\"m\":\"1234567890123456789012345678901234\"}");
            return frames.line("U,1,1,");
        }
    }

    @Test
    @Setting("preserve_unfiltered_command_ordering")
    void unfilteredCommandsKeepTheirOrderAcrossKeys() throws IOException {
        assertThat(order(other)).as("of a node that keeps it within a key").containsExactly(1, 4, 2, 3);
        try (NodeProcess keeping = NodeProcess.start(new NodeSettings().set("preserve_unfiltered_command_ordering", "Y"))) {
            assertThat(order(keeping)).containsExactly(1, 2, 3, 4);
        }
    }

    /** Numbers of events of two keys in the order in which they come after a time without bandwidth. */
    private static List<Integer> order(NodeProcess at) throws IOException {
        try (ScriptControl script = at.script(); Frames frames = Frames.open(at.port())) {
            frames.session("");
            add(frames, "commands", "COMMAND", "key command n", "&LS_requested_max_frequency=unfiltered");
            frames.send("control\r\nLS_reqId=2&LS_op=constrain&LS_requested_max_bandwidth=0.1").line("CONS,0.1");
            String[] keys = {"first", "A", "A", "A", "B"};
            for (int n = 0; n < keys.length; n++) {
                script.update("commands", "key", keys[n], "command", n == 2 || n == 3 ? "UPDATE" : "ADD", "n", Integer.toString(n));
                if (n == 0) {
                    frames.line("U,1,1,first|");
                }
            }
            frames.send("control\r\nLS_reqId=3&LS_op=constrain&LS_requested_max_bandwidth=unlimited");
            List<Integer> order = new ArrayList<>();
            while (order.size() < 4) {
                String line = frames.line("U,1,1,");
                order.add(Integer.parseInt(line.substring(line.lastIndexOf('|') + 1)));
            }
            return order;
        }
    }
}
