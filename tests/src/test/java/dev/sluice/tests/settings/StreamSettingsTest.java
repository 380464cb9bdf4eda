package dev.sluice.tests.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.kit.NodeProcess;
import dev.sluice.tests.kit.NodeSettings;
import dev.sluice.tests.kit.ScriptControl;
import dev.sluice.tests.proof.Setting;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How notifications travel: length, life and form of responses, and silences. */
@Timeout(120)
class StreamSettingsTest {

    private static final int LENGTH = 6_000;
    private static final int SHORT = 5_000;
    private static final int PEERS = 12;
    /** Chunked and compressed streams of a short life, random silences. */
    private static NodeProcess node;
    /** Streams of a length told beforehand. */
    private static NodeProcess fixed;

    @BeforeAll
    static void start() throws IOException {
        String length = "<default>" + LENGTH + "</default><special_case value=\"" + SHORT + "\"><user_agent contains=\"Small\"/>"
                + "<user_agent contains=\"Agent\"/></special_case>";
        node = NodeProcess.start(new NodeSettings().set("content_length", length).set("use_chunked_encoding", "AUTO")
                .set("use_compression", "Y").set("compression_threshold", "400").set("use_enriched_content_type", "N")
                .set("max_streaming_millis", "1000").set("sendbuf", "100000").set("max_delay_millis", "1500")
                .set("default_keepalive_millis", "2500").set("min_keepalive_millis", "300").set("max_keepalive_millis", "2600"));
        fixed = NodeProcess.start(new NodeSettings().set("content_length", length).set("use_chunked_encoding", "N")
                .set("default_keepalive_millis randomize=\"Y\"", "5000").set("max_keepalive_millis", "60000"));
    }

    @AfterAll
    static void stop() {
        node.close();
        fixed.close();
    }

    private static String streamHead(NodeProcess to, String... headers) throws IOException {
        try (Peer peer = Peer.open(to.port())) {
            return peer.post("create_session", Peer.CREATE, headers).head();
        }
    }

    @Test
    @Setting({"content_length", "content_length/default", "content_length/special_case", "content_length/special_case@value",
        "content_length/special_case/user_agent", "content_length/special_case/user_agent@contains", "use_chunked_encoding"})
    void lengthOfAStreamDependsOnTheUserAgent() throws IOException {
        assertThat(streamHead(fixed)).contains("\r\nContent-Length: " + LENGTH + "\r\n").doesNotContain("chunked");
        assertThat(streamHead(fixed, "User-Agent: Small")).as("half of the conditions").contains("\r\nContent-Length: " + LENGTH + "\r\n");
        assertThat(streamHead(fixed, "User-Agent: A Small Agent")).contains("\r\nContent-Length: " + SHORT + "\r\n");
        assertThat(streamHead(node)).contains("\r\nTransfer-Encoding: chunked\r\n").doesNotContain("Content-Length");
    }

    @Test
    @Setting("content_length/default")
    void streamLoopsBeforeItExceedsItsLength() throws IOException {
        try (Peer peer = Peer.open(fixed.port()); ScriptControl script = fixed.script()) {
            subscribe(fixed, peer, "long");
            script.flood("long", 100, 200);
            int octets = 0;
            for (String line = peer.line(); !line.startsWith("LOOP,"); line = peer.line()) {
                octets += line.length() + 2;
            }
            assertThat(octets).isBetween(LENGTH / 2, LENGTH);
        }
    }

    @Test
    @Setting("max_streaming_millis")
    void streamEndsWhenItIsOld() throws IOException {
        try (HeldPoll clock = new HeldPoll(node.port(), 5_000); Peer peer = Peer.open(node.port())) {
            peer.post("create_session", Peer.CREATE).line("CONOK,");
            peer.line("LOOP,");
            clock.assertHeld();
        }
    }

    @Test
    @Setting({"use_compression", "compression_threshold"})
    void answersFromTheThresholdOnAndStreamsAreCompressed() throws IOException {
        String gzip = "Accept-Encoding: gzip";
        try (Peer peer = Peer.open(node.port())) {
            String shortAnswer = peer.post("heartbeat", "", gzip).head();
            assertThat(shortAnswer).doesNotContain("Content-Encoding");
            assertThat(peer.body(shortAnswer)).isEqualTo("REQOK\r\n");
            String request = "LS_reqId=%d&LS_op=constrain&LS_session=unknown\r\n";
            StringBuilder batch = new StringBuilder();
            for (int i = 0; i < 30; i++) {
                batch.append(request.formatted(i));
            }
            String head = peer.post("control", batch.toString(), gzip).head();
            assertThat(head).contains("\r\nContent-Encoding: gzip\r\n");
            byte[] lines = new GZIPInputStream(new ByteArrayInputStream(peer.octets(head))).readAllBytes();
            assertThat(new String(lines, StandardCharsets.UTF_8)).startsWith("REQERR,0,20,").hasSizeGreaterThan(400);
        }
        assertThat(streamHead(node, gzip)).contains("\r\nContent-Encoding: gzip\r\n");
        assertThat(streamHead(node)).doesNotContain("Content-Encoding");
        assertThat(streamHead(fixed, gzip)).as("AUTO").doesNotContain("Content-Encoding");
    }

    @Test
    @Setting("use_enriched_content_type")
    void streamIsPlainTextWhenToldSo() throws IOException {
        assertThat(streamHead(node)).contains("\r\nContent-Type: text/plain; charset=utf-8\r\n");
        assertThat(streamHead(fixed)).contains("\r\nContent-Type: text/enriched; charset=utf-8\r\n");
    }

    @Test
    @Setting("sendbuf")
    void sendBufferOfASocketIsAsLargeAsTold() throws Exception {
        assertThat(sendBuffer(node)).as("the kernel takes twice as much").contains("tb200000");
        assertThat(sendBuffer(fixed)).doesNotContain("tb200000");
    }

    private static String sendBuffer(NodeProcess of) throws Exception {
        try (Peer peer = Peer.open(of.port())) {
            assertThat(peer.create()).startsWith("CONOK,");
            Process ss = new ProcessBuilder("ss", "-tmnH", "sport = :" + of.port()).redirectErrorStream(true).start();
            return new String(ss.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    @Setting("max_delay_millis")
    void pollGathersWhatComesWithinTheDelay() throws IOException {
        try (Peer creator = Peer.open(node.port()); Peer poll = Peer.open(node.port()); ScriptControl script = node.script()) {
            String session = creator.create().split(",")[1];
            control(creator, session, "LS_reqId=1&LS_op=add&LS_subId=1&LS_mode=RAW&LS_group=gathered&LS_schema=n&LS_data_adapter=SCRIPT");
            poll.post("bind_session", "LS_session=" + session + Peer.POLL).body(poll.head());
            poll.post("bind_session", "LS_session=" + session + "&LS_polling=true&LS_polling_millis=0&LS_idle_millis=5000");
            poll.line("CONOK,");
            script.update("gathered", "n", "1");
            control(creator, session, "LS_reqId=2&LS_op=reconf&LS_subId=1");
            script.update("gathered", "n", "2");
            poll.line("U,1,1,1");
            List<String> rest = new ArrayList<>();
            for (String line = poll.line(); !line.startsWith("LOOP,"); line = poll.line()) {
                rest.add(line);
            }
            assertThat(rest).contains("U,1,1,2");
        }
    }

    private static String control(Peer peer, String session, String parameters) throws IOException {
        return peer.post("control", "LS_session=" + session + "&" + parameters).body(peer.head());
    }

    @Test
    @Setting({"default_keepalive_millis", "min_keepalive_millis", "max_keepalive_millis"})
    void silenceIsTheDefaultOrWhatIsAskedForWithinLimits() throws IOException {
        assertThat(silence("")).isEqualTo("2500");
        assertThat(silence("&LS_keepalive_millis=1")).isEqualTo("300");
        assertThat(silence("&LS_keepalive_millis=900000")).isEqualTo("2600");
        try (HeldPoll clock = new HeldPoll(node.port(), 5_000); Frames frames = Frames.open(node.port())) {
            frames.session("&LS_keepalive_millis=1");
            frames.line("PROBE");
            frames.line("PROBE");
            clock.assertHeld();
        }
    }

    private static String silence(String more) throws IOException {
        try (Frames frames = Frames.open(node.port())) {
            return frames.send("create_session\r\n" + Peer.CREATE + more).line("CONOK,").split(",")[3];
        }
    }

    @Test
    @Setting("default_keepalive_millis@randomize")
    void silenceAfterDataIsShortenedAtRandom() throws IOException {
        List<Frames> all = new ArrayList<>();
        try (ScriptControl script = fixed.script()) {
            for (int i = 0; i < PEERS; i++) {
                Frames frames = Frames.open(fixed.port());
                all.add(frames);
                assertThat(frames.send("create_session\r\n" + Peer.CREATE).line("CONOK,").split(",")[3]).isEqualTo("5000");
                frames.send("control\r\nLS_reqId=1&LS_op=add&LS_subId=1&LS_mode=RAW&LS_group=random&LS_schema=n&LS_data_adapter=SCRIPT");
                frames.line("SUBOK");
            }
            script.update("random", "n", "1");
            for (Frames frames : all) {
                frames.line("U,1,1,1");
            }
            try (HeldPoll clock = new HeldPoll(fixed.port(), 4_000)) {
                clock.awaitAnswer();
            }
            int probed = 0;
            for (Frames frames : all) {
                probed += frames.peer().quietFor(Duration.ofMillis(1)) ? 0 : 1;
            }
            assertThat(probed).as("silences of " + PEERS + " that were shorter than 4 of 5 seconds").isPositive();
        } finally {
            for (Frames frames : all) {
                frames.close();
            }
        }
    }

    private static void subscribe(NodeProcess at, Peer stream, String item) throws IOException {
        String session = stream.post("create_session", Peer.CREATE).line("CONOK,").split(",")[1];
        try (Peer other = Peer.open(at.port())) {
            control(other, session, "LS_reqId=1&LS_op=add&LS_subId=1&LS_mode=RAW&LS_group=" + item
                    + "&LS_schema=filling&LS_data_adapter=SCRIPT");
        }
        stream.line("SUBOK");
    }
}
