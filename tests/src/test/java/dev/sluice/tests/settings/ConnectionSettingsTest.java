package dev.sluice.tests.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.kit.NodeHome;
import dev.sluice.tests.kit.NodeProcess;
import dev.sluice.tests.kit.NodeSettings;
import dev.sluice.tests.kit.ScriptControl;
import dev.sluice.tests.port.FreePorts;
import dev.sluice.tests.proof.Setting;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Limits and habits of connections, all on one node whose values are far from the defaults. */
@Timeout(120)
class ConnectionSettingsTest {

    private static final int LIMIT = 2_000;
    private static final int FRAME = 1_200;
    private static final int LARGE = 20_000_000;
    private static NodeProcess node;
    private static int secure;

    @BeforeAll
    static void start() throws Exception {
        NodeHome home = NodeHome.create();
        Stores.key(home, "a.p12", "CN=a");
        Files.writeString(home.root().resolve("conf/wrong.html"), "<p>wrong address</p>");
        Files.write(home.root().resolve("pages/large.bin"), new byte[LARGE]);
        secure = FreePorts.next();
        node = NodeProcess.start(new NodeSettings().set("read_timeout_millis", "400").set("handshake_timeout_millis", "300")
                .set("write_timeout_millis", "500").set("request_limit", Integer.toString(LIMIT)).set("server_tokens", "MINIMAL")
                .set("forward_cookies", "Y").set("service_url_prefix", "/push").set("error_page", "wrong.html")
                .set("websocket", "<max_pong_delay_millis>1500</max_pong_delay_millis>"
                        + "<max_outbound_frame_size>" + FRAME + "</max_outbound_frame_size>")
                .socket("tls", "127.0.0.1", secure, Stores.element("a.p12")), home);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    @Setting("read_timeout_millis")
    void silentConnectionEndsWhetherIdleOrWithinARequest() throws IOException {
        try (HeldPoll clock = new HeldPoll(node.port(), 4_000); Peer idle = Peer.open(node.port()); Peer half = Peer.open(node.port())) {
            idle.create();
            half.send("POST /lightstreamer/control.txt?LS_protocol=TLCP-2.5.0 HTTP/1.1\r\nHost: h\r\n");
            assertThat(idle.rest()).isEmpty();
            assertThat(half.rest()).isEmpty();
            clock.assertHeld();
        }
    }

    @Test
    @Setting("handshake_timeout_millis")
    void peerThatDoesNotShakeHandsIsLetGo() throws IOException {
        try (HeldPoll clock = new HeldPoll(node.port(), 3_000); Peer silent = Peer.of(new Socket("127.0.0.1", secure))) {
            silent.rest();
            clock.assertHeld();
        }
    }

    @Test
    @Setting("write_timeout_millis")
    void readerThatTakesNothingIsCutOff() throws IOException {
        try (Peer slow = Peer.narrow(node.port()); HeldPoll clock = new HeldPoll(node.port(), 4_000)) {
            slow.get("/large.bin");
            assertThat(slow.head()).contains("Content-Length: " + LARGE);
            clock.awaitAnswer();
            assertThat(slow.rest().length).as("what had left before the cut").isLessThan(LARGE);
        }
    }

    @Test
    @Setting("request_limit")
    void limitIsToldAndWhatIsFarAboveIsRefused() throws IOException {
        try (Peer peer = Peer.open(node.port())) {
            assertThat(peer.create().split(",")[2]).isEqualTo(Integer.toString(LIMIT));
        }
        String tooLong = "x".repeat(9 * LIMIT);
        try (Peer peer = Peer.open(node.port())) {
            assertThat(peer.post("control", tooLong).head()).startsWith("HTTP/1.1 413 ");
        }
        try (Peer peer = Peer.open(node.port())) {
            assertThat(peer.get("/", "X-Long: " + tooLong).head()).startsWith("HTTP/1.1 431 ");
        }
        try (Frames frames = Frames.open(node.port())) {
            frames.session("");
            Frames.Frame frame = frames.send("control\r\n" + tooLong).next();
            while (frame.opcode() != Frames.CLOSE) {
                frame = frames.next();
            }
            assertThat((frame.payload()[0] & 0xff) << 8 | frame.payload()[1] & 0xff).isEqualTo(1009);
        }
    }

    @Test
    @Setting("server_tokens")
    void serverHeaderIsTheNameAlone() throws IOException {
        try (Peer peer = Peer.open(node.port())) {
            assertThat(peer.get("/").head()).contains("\r\nServer: Sluice\r\n");
        }
    }

    @Test
    @Setting("forward_cookies")
    void metadataAdapterSeesCookies() throws IOException {
        try (Peer peer = Peer.open(node.port()); ScriptControl script = node.script()) {
            assertThat(peer.post("create_session", Peer.CREATE + Peer.POLL + "&LS_user=cookies", "Cookie: a=b").body(peer.head()))
                    .startsWith("CONOK,");
            assertThat(script.messages("cookies")).containsExactly("cookies a=b");
        }
        try (NodeProcess other = NodeProcess.start(); Peer peer = Peer.open(other.port()); ScriptControl script = other.script()) {
            peer.post("create_session", Peer.CREATE + Peer.POLL + "&LS_user=cookies", "Cookie: a=b").body(peer.head());
            assertThat(script.messages("cookies")).containsExactly("cookies null");
        }
    }

    @Test
    @Setting("service_url_prefix")
    void serviceIsAlsoBelowThePrefix() throws IOException {
        try (Peer peer = Peer.open(node.port())) {
            String answer = peer.postTo("/push/lightstreamer/create_session.txt?LS_protocol=TLCP-2.5.0", Peer.CREATE + Peer.POLL)
                    .body(peer.head());
            assertThat(answer).startsWith("CONOK,");
            assertThat(peer.create()).startsWith("CONOK,");
            assertThat(peer.postTo("/pull/lightstreamer/create_session.txt?LS_protocol=TLCP-2.5.0", Peer.CREATE).head())
                    .doesNotStartWith("HTTP/1.1 200 ");
        }
    }

    @Test
    @Setting("error_page")
    void addressOfTheServiceThatMeansNothingIsAnsweredWithThePage() throws IOException {
        try (Peer peer = Peer.open(node.port())) {
            String head = peer.get("/lightstreamer/nothing").head();
            assertThat(head).startsWith("HTTP/1.1 404 ");
            assertThat(peer.body(head)).isEqualTo("<p>wrong address</p>");
        }
    }

    @Test
    @Setting({"websocket", "websocket/max_pong_delay_millis"})
    void pingIsAnsweredLaterThanARequestAfterIt() throws IOException {
        try (Frames frames = Frames.open(node.port())) {
            frames.send(Frames.PING, new byte[] {'a'}).send("create_session\r\n" + Peer.CREATE);
            assertThat(frames.next().opcode()).isEqualTo(Frames.TEXT);
            Frames.Frame frame = frames.next();
            while (frame.opcode() != Frames.PONG) {
                frame = frames.next();
            }
            assertThat(frame.payload()).containsExactly('a');
        }
    }

    @Test
    @Setting("websocket/max_closing_wait_millis")
    void clientThatDoesNotCloseIsCutOff() throws IOException {
        NodeSettings settings = new NodeSettings().set("websocket", "<max_closing_wait_millis>300</max_closing_wait_millis>");
        try (NodeProcess other = NodeProcess.start(settings); HeldPoll clock = new HeldPoll(other.port(), 4_000);
                Frames frames = Frames.open(other.port())) {
            frames.session("");
            frames.send("control\r\nLS_reqId=1&LS_op=destroy&LS_close_socket=true");
            Frames.Frame frame = frames.next();
            while (frame.opcode() != Frames.CLOSE) {
                frame = frames.next();
            }
            assertThat(frames.peer().rest()).isEmpty();
            clock.assertHeld();
        }
    }

    @Test
    @Setting("websocket/max_outbound_frame_size")
    void longMessageGoesOutInSeveralFrames() throws IOException {
        try (Frames frames = Frames.open(node.port()); ScriptControl script = node.script()) {
            frames.session("");
            frames.send("control\r\nLS_reqId=1&LS_op=add&LS_subId=1&LS_mode=RAW&LS_group=framed&LS_schema=a&LS_data_adapter=SCRIPT");
            frames.line("SUBOK");
            script.update("framed", "a", "x".repeat(3 * FRAME));
            Frames.Frame frame = frames.next();
            while (frame.opcode() != Frames.TEXT || frame.payload().length < FRAME) {
                frame = frames.next();
            }
            assertThat(frame.payload()).hasSize(FRAME);
            assertThat(frame.last()).isFalse();
            assertThat(frames.next().payload()).hasSize(FRAME);
        }
    }

    @Test
    @Setting("websocket/enabled")
    void handshakeIsRefusedAtOnceWhenWebSocketIsOff() throws IOException {
        try (NodeProcess other = NodeProcess.start(new NodeSettings().withoutWebSocket()); Peer peer = Peer.open(other.port())) {
            assertThat(Frames.handshake(peer)).startsWith("HTTP/1.1 400 ");
        }
    }

    @Test
    @Setting("use_http_11")
    void everythingIsOfHttp10WhenToldSo() throws IOException {
        try (NodeProcess old = NodeProcess.start(new NodeSettings().set("use_http_11", "N"))) {
            try (Peer peer = Peer.open(old.port())) {
                String head = peer.post("create_session", Peer.CREATE).head();
                assertThat(head).startsWith("HTTP/1.0 200 ").contains("\r\nConnection: close\r\n", "\r\nContent-Length: ")
                        .doesNotContain("chunked");
                assertThat(peer.line()).startsWith("CONOK,");
            }
            try (Peer peer = Peer.open(old.port())) {
                assertThat(Frames.handshake(peer)).startsWith("HTTP/1.0 400 ");
            }
            assertThat(old.logText()).contains("WebSocket");
        }
        try (NodeProcess auto = NodeProcess.start(new NodeSettings().set("use_http_11", "AUTO")); Peer peer = Peer.open(auto.port())) {
            assertThat(Frames.handshake(peer)).startsWith("HTTP/1.1 101 ");
        }
    }
}
