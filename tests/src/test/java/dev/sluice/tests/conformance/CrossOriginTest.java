package dev.sluice.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.kit.NodeProcess;
import dev.sluice.tests.kit.NodeSettings;
import dev.sluice.tests.proof.Row;
import dev.sluice.tests.proof.Trap;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Headers that let a browser use the node from a page of another origin, and keep it out. */
class CrossOriginTest extends ConformanceCase {

    private static final String ORIGIN = "Origin: http://page.example:8000";

    private static void assertAllowed(HttpReply reply) {
        assertThat(reply.header("access-control-allow-origin")).isEqualTo("http://page.example:8000");
        assertThat(reply.header("access-control-allow-credentials")).isEqualTo("true");
        assertThat(reply.header("vary")).containsIgnoringCase("Origin");
    }

    @Test
    @Row({"tlcp.http.cors_origin_echo", "tlcp.http.cors_all_responses"})
    @Trap("T51")
    void allowedOriginIsEchoedOnEveryResponse() throws IOException {
        assertAllowed(http("create_session", "LS_adapter_set=TEST" + POLL, ORIGIN));
        assertAllowed(http("create_session", "LS_adapter_set=NONE" + POLL, ORIGIN));
        assertAllowed(http("heartbeat", "", ORIGIN));
        assertAllowed(http("control", "LS_reqId=1&LS_op=x", ORIGIN));
        assertAllowed(http("control", "", ORIGIN));
        assertAllowed(http("nothing", "", ORIGIN));
    }

    @Test
    @Row("tlcp.http.cors_no_origin")
    void requestWithoutOriginGetsNoSuchHeaders() throws IOException {
        HttpReply reply = http("heartbeat", "");
        assertThat(reply.headers().keySet()).noneMatch(name -> name.startsWith("access-control"));
        assertThat(reply.lines()).containsExactly("REQOK");
    }

    @Test
    @Row("tlcp.http.preflight")
    void preflightIsAnswered() throws IOException {
        HttpReply reply = raw("OPTIONS /lightstreamer/control.txt HTTP/1.1\r\nHost: h\r\n" + ORIGIN
                + "\r\nAccess-Control-Request-Method: POST\r\nAccess-Control-Request-Headers: content-type\r\n\r\n");
        assertThat(reply.status()).isIn(200, 204);
        assertAllowed(reply);
        assertThat(reply.header("access-control-allow-methods")).contains("GET", "POST", "OPTIONS");
        assertThat(reply.header("access-control-allow-headers")).containsIgnoringCase("Content-Type");
        assertThat(reply.header("access-control-max-age")).isEqualTo("3600");
    }

    @Test
    @Row({"tlcp.http.cors_denied_http", "tlcp.http.cors_denied_ws"})
    void strangeOriginGetsNothing() throws IOException {
        NodeSettings settings = new NodeSettings().set("cross_domain_policy",
                "<allow_access_from scheme=\"http\" host=\"friend.example\" port=\"*\"/>");
        try (NodeProcess strict = NodeProcess.start(settings)) {
            try (Wire wire = Wire.open(strict.port())) {
                wire.send(post("create_session", "LS_protocol=TLCP-2.5.0", "LS_adapter_set=TEST" + POLL, ORIGIN));
                HttpReply reply = HttpReply.read(wire);
                assertThat(reply.status()).isEqualTo(200);
                assertThat(reply.headers().keySet()).noneMatch(name -> name.startsWith("access-control"));
                assertThat(reply.text()).isEmpty();
            }
            try (RawWebSocket socket = RawWebSocket.offer(strict.port(), "/lightstreamer",
                    "Sec-WebSocket-Protocol: " + RawWebSocket.CURRENT, ORIGIN)) {
                assertThat(socket.handshake().status()).isEqualTo(403);
            }
            try (RawWebSocket socket = RawWebSocket.offer(strict.port(), "/lightstreamer",
                    "Sec-WebSocket-Protocol: " + RawWebSocket.CURRENT, "Origin: http://friend.example")) {
                assertThat(socket.handshake().status()).isEqualTo(101);
            }
        }
    }
}
