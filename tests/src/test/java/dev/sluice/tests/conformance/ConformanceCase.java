package dev.sluice.tests.conformance;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.tests.kit.NodeProcess;
import dev.sluice.tests.kit.ScriptControl;
import dev.sluice.tests.kit.SharedNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What every transcript needs: the shared node, its scripted adapter, and sockets that are closed afterwards. */
@ExtendWith(SharedNode.class)
@Timeout(60)
abstract class ConformanceCase {

    static final String POLL = "&LS_polling=true&LS_polling_millis=0&LS_idle_millis=0";
    static final String CID = "&LS_cid=mgQkwtwdysogQz2BJ4Ji%20kOj2Bg";
    private static final String QUERY = "LS_protocol=TLCP-2.5.0";
    private static final AtomicInteger ITEMS = new AtomicInteger();

    NodeProcess node;
    ScriptControl script;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    @BeforeEach
    void connect(NodeProcess shared) throws IOException {
        node = shared;
        script = closing(shared.script());
    }

    @AfterEach
    void disconnect() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    <T extends AutoCloseable> T closing(T resource) {
        open.push(resource);
        return resource;
    }

    /** A name no other test uses. */
    static String item() {
        return "item" + ITEMS.incrementAndGet();
    }

    /** Sends one event of an item. */
    void update(String item, String... namesAndValues) throws IOException {
        update(item, ScriptControl.fieldMap(namesAndValues));
    }

    void update(String item, Map<String, String> values) throws IOException {
        script.update(item, values);
    }

    void flood(String item, int count, int valueLength) throws IOException {
        script.flood(item, count, valueLength);
    }

    void clear(String item) throws IOException {
        script.clearSnapshot(item);
    }

    Wire wire() throws IOException {
        return closing(Wire.open(node.port()));
    }

    RawWebSocket webSocket() throws IOException {
        return closing(RawWebSocket.open(node.port()));
    }

    /** A WebSocket with a streaming session of the current version bound to it. */
    WebSocketPeer session(String more) throws IOException {
        return session(webSocket(), more);
    }

    WebSocketPeer session(RawWebSocket socket, String more) throws IOException {
        WebSocketPeer peer = new WebSocketPeer(socket);
        peer.send("create_session\r\nLS_adapter_set=TEST" + CID + "&LS_send_sync=false" + more);
        peer.lines.expect("CONOK,{session},{limit},{keepalive},*", "SERVNAME,Test HTTP", "CLIENTIP,127.0.0.1", "CONS,{*}");
        return peer;
    }

    /** Octets of a POST request of the current version. */
    static byte[] post(String name, String query, String body, String... headers) {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder("POST /lightstreamer/" + name + ".txt?" + query + " HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                + "Content-Type: text/plain; charset=utf-8\r\nContent-Length: " + content.length + "\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(start, start.length + content.length);
        System.arraycopy(content, 0, all, start.length, content.length);
        return all;
    }

    /** Sends a POST on a socket of its own. */
    HttpReply http(String name, String body, String... headers) throws IOException {
        return HttpReply.read(wire().send(post(name, QUERY, body, headers)));
    }

    /** Sends octets on a socket of its own. */
    HttpReply raw(String request) throws IOException {
        return HttpReply.read(wire().send(request));
    }

    /** A session created as current clients do over HTTP; returns its id. */
    String pollingSession(String more) throws IOException {
        Transcript create = new Transcript(http("create_session", "LS_adapter_set=TEST" + CID + POLL + more));
        create.expect("CONOK,{session},{limit},0,*").skipTo("LOOP,0");
        create.expectEnd();
        return create.value("session");
    }

    /** One poll that takes what is ready; the request before it gives the loop of the session a turn for what came last. */
    Transcript poll(String session) throws IOException {
        http("control", "LS_reqId=1&LS_op=constrain&LS_session=" + session).lines();
        return new Transcript(http("bind_session", "LS_session=" + session + POLL)).expect("CONOK," + session + ",{limit},0,*");
    }

    /** Whether the node knows the session no more. */
    boolean gone(String session) throws IOException {
        return http("control", "LS_reqId=1&LS_op=constrain&LS_session=" + session).lines().get(0).startsWith("REQERR,1,20,");
    }

    /** Parameters of a subscription in the usual form. */
    static String add(int requestId, int subscriptionId, String mode, String group, String schema) {
        return "LS_reqId=" + requestId + "&LS_op=add&LS_subId=" + subscriptionId + "&LS_mode=" + mode + "&LS_group=" + group
                + "&LS_schema=" + schema.replace(" ", "%20") + "&LS_data_adapter=SCRIPT";
    }

    /** The connection ends within the response, or without a close frame: the client sees a failure, not an end. */
    static void assertCut(LineSource source) {
        assertThatThrownBy(() -> {
            while (source.next() != null) {
                continue;
            }
        }).hasMessageContaining("ended");
    }
}
