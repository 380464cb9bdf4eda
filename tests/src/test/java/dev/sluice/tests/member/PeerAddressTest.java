package dev.sluice.tests.member;

import static dev.sluice.tests.member.Caller.CREATE;
import static dev.sluice.tests.member.Caller.POLL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.kit.Await;
import dev.sluice.tests.kit.Behaviour;
import dev.sluice.tests.kit.NodeProcess;
import dev.sluice.tests.kit.NodeSettings;
import dev.sluice.tests.port.FreePorts;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The address of a client behind proxies, as clients and operators are told it. */
@Timeout(120)
class PeerAddressTest {

    private static NodeProcess node;
    private static int layer7;
    private static int layer4;
    private static int secretive;

    @BeforeAll
    static void start() throws IOException {
        layer7 = FreePorts.next();
        layer4 = FreePorts.next();
        secretive = FreePorts.next();
        node = NodeProcess.start(new NodeSettings().set("no_logging_ip", "<ip_value>200.0.0.200</ip_value>")
                .socket("Layer 7", "127.0.0.1", layer7, "<client_identification><skip_local_forwards>1</skip_local_forwards>"
                        + "<log_forwards>Y</log_forwards></client_identification>")
                .socket("Layer 4", "127.0.0.1", layer4, "<client_identification>"
                        + "<proxy_protocol_enabled>Y</proxy_protocol_enabled></client_identification>")
                .socket("Private", "127.0.0.1", secretive, "<client_identification private=\"Y\"/>"));
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    @Behaviour(19)
    void forwardedAddressIsToldToClientAndOperator() throws IOException {
        List<String> created = Caller.of(layer7).ask("create_session", CREATE + POLL, "X-Forwarded-For", "10.9.9.9, 200.0.0.101");
        assertThat(created).contains("CLIENTIP,200.0.0.101");
        String session = Caller.idOf(created.get(0));
        Await.until("the session is logged", () -> line(session, " created for ") != null);
        assertThat(line(session, " created for ")).containsPattern("for 127\\.0\\.0\\.1:\\d+ for 200\\.0\\.0\\.101 behind 10\\.9\\.9\\.9 on Layer 7");
        assertThat(Caller.of(layer7).ask("bind_session", "LS_session=" + session + POLL, "X-Forwarded-For", "[2001:db8::7]:4711"))
                .as("told again when it has changed").contains("CLIENTIP,2001:db8::7");
    }

    @Test
    @Behaviour(19)
    void directCallerCannotForgeAnAddress() throws IOException {
        assertThat(Caller.of(node.port()).ask("create_session", CREATE + POLL, "X-Forwarded-For", "200.0.0.101"))
                .as("a socket that looks at no header").contains("CLIENTIP,127.0.0.1");
        assertThat(Caller.of(layer7).ask("create_session", CREATE + POLL)).as("a header that is missing").contains("CLIENTIP,127.0.0.1");
        Await.until("the peer is warned of", () -> line("127.0.0.1", "skip_local_forwards=1") != null);
    }

    @Test
    @Behaviour(19)
    void proxyProtocolNamesTheClient() throws IOException {
        String answer = viaProxy("PROXY TCP4 200.0.0.101 10.0.0.1 40123 80\r\n");
        assertThat(answer).contains("CLIENTIP,200.0.0.101");
        String session = Caller.idOf(answer.substring(answer.indexOf("CONOK,")));
        Await.until("the session is logged", () -> line(session, "created for 200.0.0.101:40123 on Layer 4") != null);
        assertThat(viaProxy("PROXY UNKNOWN\r\n")).as("a check of the balancer").contains("CLIENTIP,127.0.0.1");
    }

    @Test
    @Behaviour(19)
    void privateAddressIsNotTold() throws IOException {
        assertThat(Caller.of(secretive).ask("create_session", CREATE + POLL)).noneMatch(line -> line.startsWith("CLIENTIP"));
    }

    @Test
    void silencedClientLeavesNoTrace() throws IOException {
        String silent = Caller.idOf(Caller.of(layer7).ask("create_session", CREATE + POLL, "X-Forwarded-For", "200.0.0.200").get(0));
        String other = Caller.idOf(Caller.of(layer7).ask("create_session", CREATE + POLL, "X-Forwarded-For", "200.0.0.201").get(0));
        Await.until("the later session is logged", () -> line(other, "created for") != null);
        assertThat(line(silent, "created for")).isNull();
    }

    private static String line(String one, String two) {
        return node.log().stream().filter(line -> line.contains(one) && line.contains(two)).findFirst().orElse(null);
    }

    private static String viaProxy(String header) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", layer4)) {
            socket.setSoTimeout((int) Await.SOON.toMillis());
            byte[] body = (CREATE + POLL).getBytes(StandardCharsets.UTF_8);
            socket.getOutputStream().write((header + "POST /lightstreamer/create_session.txt?LS_protocol=TLCP-2.5.0 HTTP/1.1\r\nHost: h\r\n"
                    + "Connection: close\r\nContent-Length: " + body.length + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(body);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
