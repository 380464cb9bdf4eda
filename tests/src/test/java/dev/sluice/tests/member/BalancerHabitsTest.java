package dev.sluice.tests.member;

import static dev.sluice.tests.member.Caller.CREATE;
import static dev.sluice.tests.member.Caller.POLL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.tests.kit.Await;
import dev.sluice.tests.kit.Behaviour;
import dev.sluice.tests.kit.NodeProcess;
import dev.sluice.tests.kit.NodeSettings;
import dev.sluice.tests.kit.ScriptControl;
import dev.sluice.tests.port.FreePorts;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What balancers do to connections, and what they need of a node. */
@Timeout(120)
class BalancerHabitsTest {

    private static final AtomicInteger ITEMS = new AtomicInteger();
    private static final String STREAM = "&LS_send_sync=false&LS_keepalive_millis=30000";
    private static NodeProcess node;
    private static int buffered;
    private String item;

    @BeforeAll
    static void start() throws IOException {
        buffered = FreePorts.next();
        node = NodeProcess.start(new NodeSettings().set("control_link_address", "push1.mycompany.com")
                .set("cross_domain_policy", "<allow_access_from scheme=\"http\" host=\"*.mycompany.com\" port=\"*\"/>")
                .socket("Behind nginx", "127.0.0.1", buffered,
                        "<response_http_headers><add name=\"X-Accel-Buffering\">no</add></response_http_headers>"));
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @BeforeEach
    void newItem() {
        item = "item" + ITEMS.incrementAndGet();
    }

    @Test
    @Behaviour(14)
    void everyUpdateLeavesAtOnceAndAlone() throws IOException {
        Caller caller = Caller.of(node.port());
        String session = subscribed(caller);
        try (BufferedReader stream = caller.stream("bind_session", "LS_session=" + session + STREAM);
             ScriptControl script = node.script()) {
            skipTo(stream, "CONS,");
            for (int i = 0; i < 5; i++) {
                script.update(item, "v", "update " + i);
                assertThat(next(stream, "U,")).as("nothing, not even a probe, had to come behind it").isEqualTo("U,1,1,update " + i);
            }
        }
    }

    @Test
    @Behaviour(15)
    void streamsAreChunkedAndTellNginxNotToBuffer() throws IOException {
        Caller caller = Caller.of(buffered);
        String session = caller.session();
        HttpHeaders stream = caller.headers("bind_session", "LS_session=" + session);
        assertThat(stream.firstValue("transfer-encoding")).hasValue("chunked");
        assertThat(stream.firstValue("content-length")).isEmpty();
        assertThat(stream.firstValue("x-accel-buffering")).hasValue("no");
        Caller other = Caller.of(node.port());
        assertThat(other.headers("bind_session", "LS_session=" + other.session()).firstValue("x-accel-buffering"))
                .as("only where the socket says so").isEmpty();
    }

    @Test
    @Behaviour(16)
    void pollTakesTheSessionOverFromAStreamNobodyReceives() throws IOException {
        Caller caller = Caller.of(node.port());
        String session = subscribed(caller);
        try (BufferedReader balancer = caller.stream("bind_session", "LS_session=" + session + STREAM);
             ScriptControl script = node.script()) {
            skipTo(balancer, "CONS,");
            script.update(item, "v", "kept by the balancer");
            assertThat(next(balancer, "U,")).isEqualTo("U,1,1,kept by the balancer");
            List<String> taken = caller.fresh().poll(session);
            assertThat(taken.get(0)).startsWith("CONOK," + session);
            assertThat(taken).as("only a recovery repeats").noneMatch(line -> line.startsWith("U,")).endsWith("LOOP,0");
            script.update(item, "v", "after");
            assertThat(pollUntil(caller, session, "U,1,1,after")).noneMatch(line -> line.startsWith("SUBOK"));
            assertThat(next(balancer, "END,")).as("the stream is ended").startsWith("END,40,");
            assertThat(balancer.readLine()).as("and closed").isNull();
        }
        assertThat(caller.control(session)).as("the end of the stream does not hurt").isEqualTo("REQOK,1");
        assertThat(node.log()).as("told once").filteredOn(line -> line.contains("WARN") && line.contains("nothing of its HTTP stream"))
                .singleElement().asString().contains("\"Test HTTP\"", "proxy_buffering off", "X-Accel-Buffering: no");
    }

    @Test
    @Behaviour(16)
    void pollAnswersCompleteAtOnceSoThatBuffersAreReleased() throws IOException {
        Caller caller = Caller.of(node.port());
        String session = subscribed(caller);
        try (ScriptControl script = node.script()) {
            script.update(item, "v", "one");
            assertThat(pollUntil(caller, session, "U,1,1,one")).endsWith("LOOP,0");
            HttpHeaders poll = caller.headers("bind_session", "LS_session=" + session + POLL);
            assertThat(poll.firstValue("transfer-encoding").isPresent() || poll.firstValue("content-length").isPresent()).isTrue();
        }
    }

    @Test
    @Behaviour(17)
    void withoutWebSocketHandshakesAreRefusedAndStreamingWorks() throws IOException {
        try (NodeProcess plain = NodeProcess.start(new NodeSettings().withoutWebSocket())) {
            assertThatThrownBy(() -> Caller.of(plain.port()).webSocket()).hasMessage("refused with 400");
            Caller caller = Caller.of(plain.port());
            String session = caller.session();
            try (BufferedReader stream = caller.stream("bind_session", "LS_session=" + session)) {
                assertThat(stream.readLine()).startsWith("CONOK," + session);
            }
        }
    }

    @Test
    @Behaviour(20)
    void cookiesOfABalancerPassUntouched() throws IOException {
        Caller caller = Caller.of(node.port());
        String cookie = "LSNODE=n1; other=\"a b\"";
        assertThat(caller.headers("create_session", CREATE + POLL, "Cookie", cookie).firstValue("set-cookie")).isEmpty();
        String session = Caller.idOf(caller.ask("create_session", CREATE + POLL, "Cookie", cookie).get(0));
        assertThat(caller.ask("bind_session", "LS_session=" + session + POLL, "Cookie", "LSNODE=n2").get(0)).startsWith("CONOK,");
        assertThat(caller.headers("control", "LS_reqId=1&LS_op=constrain&LS_session=" + session).firstValue("set-cookie")).isEmpty();
        assertThat(caller.handshake("Cookie", cookie)).startsWith("HTTP/1.1 101 ").doesNotContainIgnoringCase("set-cookie");
    }

    @Test
    @Behaviour(40)
    void pageOfAnotherHostNameMayUseCreationAndControl() throws IOException {
        Caller caller = Caller.of(node.port());
        String origin = "http://push.mycompany.com";
        HttpHeaders created = caller.headers("create_session", CREATE + POLL, "Origin", origin);
        assertThat(created.firstValue("access-control-allow-origin")).hasValue(origin);
        assertThat(created.firstValue("access-control-allow-credentials")).hasValue("true");
        String session = Caller.idOf(caller.ask("create_session", CREATE + POLL, "Origin", origin).get(0));
        assertThat(caller.headers("control", "LS_reqId=1&LS_op=constrain&LS_session=" + session, "Origin", origin)
                .firstValue("access-control-allow-origin")).hasValue(origin);
        assertThat(caller.headers("bind_session", "LS_session=" + session, "Origin", origin)
                .firstValue("access-control-allow-origin")).hasValue(origin);
        assertThat(caller.handshake("Origin", origin)).startsWith("HTTP/1.1 101 ");
        assertThat(caller.handshake("Origin", "http://push.theircompany.com")).startsWith("HTTP/1.1 403 ");
    }

    private String subscribed(Caller caller) throws IOException {
        String session = caller.session();
        assertThat(caller.ask("control", "LS_reqId=1&LS_op=add&LS_subId=1&LS_mode=RAW&LS_group=" + item
                + "&LS_schema=v&LS_data_adapter=SCRIPT&LS_session=" + session).get(0)).isEqualTo("REQOK,1");
        pollUntil(caller, session, "CONF,1,unlimited,unfiltered");
        try (ScriptControl script = node.script()) {
            Await.until("the item is subscribed", () -> script.calls(item).contains("subscribe"));
        }
        return session;
    }

    private static List<String> pollUntil(Caller caller, String session, String line) throws IOException {
        List<String> all = new ArrayList<>();
        Await.until(line + " comes", () -> {
            List<String> answer = caller.poll(session);
            assertThat(answer.get(0)).startsWith("CONOK,");
            all.addAll(answer);
            return answer.contains(line);
        });
        return all;
    }

    private static void skipTo(BufferedReader stream, String start) throws IOException {
        next(stream, start);
    }

    private static String next(BufferedReader stream, String start) throws IOException {
        String line = stream.readLine();
        while (line != null && !line.startsWith(start) && !line.startsWith("PROBE")) {
            line = stream.readLine();
        }
        return line;
    }
}
