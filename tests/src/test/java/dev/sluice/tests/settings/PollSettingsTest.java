package dev.sluice.tests.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.kit.NodeProcess;
import dev.sluice.tests.kit.NodeSettings;
import dev.sluice.tests.kit.ScriptControl;
import dev.sluice.tests.proof.Setting;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Times of polls: what is granted, and how soon one may follow another. */
@Timeout(120)
class PollSettingsTest {

    private static final int PEERS = 12;
    private static NodeProcess node;
    private static NodeProcess slow;

    @BeforeAll
    static void start() throws IOException {
        node = NodeProcess.start(new NodeSettings().set("max_polling_millis", "1234").set("max_idle_millis randomize=\"Y\"", "5000"));
        slow = NodeProcess.start(new NodeSettings().set("min_interpoll_millis", "4000"));
    }

    @AfterAll
    static void stop() {
        node.close();
        slow.close();
    }

    @Test
    @Setting({"max_polling_millis", "max_idle_millis"})
    void longerTimesThanTheLimitsAreCutAndTold() throws IOException {
        try (Peer peer = Peer.open(node.port())) {
            String session = peer.create().split(",")[1];
            peer.post("bind_session", "LS_session=" + session + "&LS_polling=true&LS_polling_millis=9000&LS_idle_millis=900000");
            assertThat(peer.line("CONOK,").split(",")[3]).isEqualTo("5000");
            peer.post("control", "");
            assertThat(peer.line("LOOP,")).isEqualTo("LOOP,1234");
        }
    }

    @Test
    @Setting("max_idle_millis@randomize")
    void pollAfterDataIsHeldForARandomTime() throws IOException {
        List<Peer> polls = new ArrayList<>();
        try (ScriptControl script = node.script()) {
            for (int i = 0; i < PEERS; i++) {
                Peer peer = Peer.open(node.port());
                polls.add(peer);
                String session = peer.create().split(",")[1];
                peer.post("control", "LS_session=" + session + "&LS_reqId=1&LS_op=add&LS_subId=1&LS_mode=RAW&LS_group=random"
                        + "&LS_schema=n&LS_data_adapter=SCRIPT").body(peer.head());
                peer.post("bind_session", "LS_session=" + session + Peer.POLL).body(peer.head());
                script.update("random", "n", Integer.toString(i));
                peer.post("bind_session", "LS_session=" + session + "&LS_polling=true&LS_polling_millis=0&LS_idle_millis=5000");
                assertThat(peer.body(peer.head())).contains("U,1,1,");
                peer.post("control", "LS_session=" + session + "&LS_reqId=2&LS_op=delete&LS_subId=1").body(peer.head());
                peer.post("bind_session", "LS_session=" + session + Peer.POLL).body(peer.head());
                peer.post("bind_session", "LS_session=" + session + "&LS_polling=true&LS_polling_millis=0&LS_idle_millis=5000");
                peer.line("CONOK,");
            }
            try (HeldPoll clock = new HeldPoll(node.port(), 4_000)) {
                clock.awaitAnswer();
            }
            int ended = 0;
            for (Peer peer : polls) {
                while (!peer.quietFor(Duration.ofMillis(1))) {
                    ended += peer.line().startsWith("LOOP,") ? 1 : 0;
                }
            }
            assertThat(ended).as("polls of " + PEERS + " that were held for less than 4 of 5 seconds").isPositive();
        } finally {
            for (Peer peer : polls) {
                peer.close();
            }
        }
    }

    @Test
    @Setting("min_interpoll_millis")
    void pollThatComesTooSoonIsHeld() throws IOException {
        try (Peer peer = Peer.open(slow.port())) {
            String session = peer.create().split(",")[1];
            peer.post("bind_session", "LS_session=" + session + Peer.POLL).body(peer.head());
            peer.post("bind_session", "LS_session=" + session + Peer.POLL);
            try (HeldPoll clock = new HeldPoll(node.port(), 1_500)) {
                clock.awaitAnswer();
            }
            while (!peer.quietFor(Duration.ofMillis(1))) {
                assertThat(peer.line()).as("the second poll is still held").doesNotStartWith("LOOP,");
            }
            peer.line("LOOP,");
        }
    }
}
