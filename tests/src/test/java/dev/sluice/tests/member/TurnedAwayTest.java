package dev.sluice.tests.member;

import static dev.sluice.tests.member.Caller.CREATE;
import static dev.sluice.tests.member.Caller.POLL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.kit.Behaviour;
import dev.sluice.tests.kit.NodeProcess;
import dev.sluice.tests.kit.NodeSettings;
import dev.sluice.tests.member.Caller.Talk;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A balancer of connections sends everything on one connection to one node, so the connection of a client told code 5 has to end. */
@Timeout(60)
class TurnedAwayTest {

    private static final int PATIENCE_MILLIS = 15_000;
    private static NodeProcess node;
    private static String waiting;

    @BeforeAll
    static void overload() throws IOException {
        node = NodeProcess.start(new NodeSettings().set("prestarted_max_queue", "0").set("read_timeout_millis", "60000"));
        waiting = Caller.of(node.port()).session();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    @Behaviour({8, 31})
    void keptHttpConnectionIsClosedWithCode5() throws IOException {
        try (Socket connection = new Socket("127.0.0.1", node.port())) {
            connection.setSoTimeout(PATIENCE_MILLIS);
            send(connection, "heartbeat", "LS_session=" + waiting);
            String kept = answer(connection);
            assertThat(kept).startsWith("HTTP/1.1 200 ").doesNotContainIgnoringCase("Connection: close");
            send(connection, "create_session", CREATE + POLL);
            String rest = new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(rest).as("everything up to the end of the connection").contains("\r\nConnection: close\r\n", "\r\n\r\nCONERR,5,");
        }
    }

    @Test
    @Behaviour({8, 31})
    void webSocketIsClosedWithCode5() throws IOException {
        try (Talk talk = Caller.of(node.port()).webSocket()) {
            assertThat(talk.send("create_session", CREATE).line()).startsWith("CONERR,5,");
            assertThat(talk.line()).isEqualTo("(closed 1000)");
        }
    }

    private static void send(Socket connection, String request, String body) throws IOException {
        connection.getOutputStream().write(("POST /lightstreamer/" + request + ".txt?LS_protocol=TLCP-2.5.0 HTTP/1.1\r\nHost: localhost\r\n"
                + "Content-Length: " + body.length() + "\r\n\r\n" + body).getBytes(StandardCharsets.US_ASCII));
    }

    /** The next answer, which is known to end with a line that says REQOK. */
    private static String answer(Socket connection) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf("REQOK\r\n") < 0) {
            int octet = connection.getInputStream().read();
            assertThat(octet).as("after " + text).isNotNegative();
            text.append((char) octet);
        }
        return text.toString();
    }
}
