package dev.sluice.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.tests.kit.Await;
import dev.sluice.tests.kit.Behaviour;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Order;

/** Balancers that forget where a client belongs, have no WebSocket or keep streams to themselves; clients, and what the node makes of it. */
class BadBalancerTest extends SharedBedCase {

    private static final int FORGETTING_SECONDS = 30;
    private static final Duration FORGOTTEN = Duration.ofSeconds(2 * FORGETTING_SECONDS);
    /** Longer than the session times of the configuration together, which are the least it can be. */
    private static final String WINDOW_MILLIS = "25000";
    /** A stream of this length does not end during a test. */
    private static final int LONG_STREAM = 50_000_000;
    private static final String WITHOUT_WEBSOCKET = "http://push.mycompany.com:81";
    private static final long WITHHELD_MILLIS = 4_000;
    private static final long MOST_MILLIS = 15_000;
    /** An item whose events take minutes to fill a buffer of nginx. */
    private static final String SLOW = "slow";
    private static final int SLOW_MILLIS = 200;

    @Override
    Deployment deployment() {
        return Options.named("1.A.1");
    }

    @Override
    String variant() {
        return "-bad";
    }

    /**
     * The balancer shares out without regard to the address once it has forgotten it; its second port swallows what follows the
     * answer to a WebSocket handshake; and nginx is as its defaults make it.
     */
    @Override
    String change(String file) {
        return file.replace("balance source", "balance roundrobin").replace("expire 30m", "expire " + FORGETTING_SECONDS + "s")
                .replace("\nbackend nodes\n", "\nfrontend without_websocket\n    bind 200.0.0.10:81\n    option forwardfor\n"
                        + "    capture request header Host len 64\n"
                        + "    http-response silent-drop if { status 101 }\n    default_backend nodes\n\nbackend nodes\n")
                .replaceAll("proxy_set_header (Upgrade|Connection) .*", "")
                .replace("proxy_buffering off;", "proxy_ignore_headers X-Accel-Buffering;")
                .replace("<read_timeout_millis>", "<websocket><enabled>$websocket</enabled></websocket>\n    <read_timeout_millis>");
    }

    @Step
    @Order(1)
    @Behaviour({31, 37})
    void stoppedNodeIsTakenOutByItsHealthCheckAndComesBackWithIt() {
        ClusterNode node = bed().node(1);
        assertThat(operate(node, "stop")).isEqualTo("true");
        bed().balancer().awaitServer("nodes", "n1", "DOWN");
        for (int i = 0; i < 4; i++) {
            assertThat(home(idOf(create("c2")))).isEqualTo(bed().node(2));
        }
        assertThat(operate(node, "start")).isEqualTo("true");
        bed().balancer().awaitServer("nodes", "n1", "UP");
    }

    @Step
    @Order(2)
    @Behaviour({22, 25})
    void requestsForTheOtherNodesSessionsAre20InTheWindowAfterAStartAnd21Later() throws IOException {
        ClusterNode home = bed().node(1);
        ClusterNode young = bed().node(2);
        young.property("sluice.replacement_window_millis", WINDOW_MILLIS);
        restart(young);
        String session = sessionOn(home, "c1");
        placeAt(young, "c2");
        assertThat(answerTo("bind_session", "c2", session)).startsWith("CONERR,20,");
        assertThat(answerTo("control", "c2", session)).startsWith("REQERR,1,20,");
        young.awaitWindowOver();
        String later = sessionOn(home, "c1");
        placeAt(young, "c2");
        assertThat(answerTo("bind_session", "c2", later)).startsWith("CONERR,21,");
        assertThat(answerTo("control", "c2", later)).startsWith("REQERR,1,11,");
        assertThat(answerTo("control", "c1", later)).as("it is where it was").startsWith("REQOK,1");
        assertThat(young.log(line -> line.contains(session) && line.contains("(rule c)"))).hasSize(2);
        assertThat(young.log(line -> line.contains(later) && line.contains("(rule d)"))).hasSize(2);
    }

    @Step
    @Order(3)
    @Behaviour(26)
    void stickinessThatExpiresIsSeenByTheNextRequestAndNotByConnectionsThatLast() throws IOException {
        ClusterClient http = client(5, "HTTP-STREAMING", TestBed.SEQUENCE);
        http.awaitConnected();
        http.awaitMoreUpdates(1);
        ClusterNode home = home(http.session());
        ClusterClient webSocket = client(5, "WS-STREAMING", TestBed.SEQUENCE);
        webSocket.awaitConnected();
        webSocket.awaitMoreUpdates(1);
        assertThat(home(webSocket.session())).as("of the same address").isEqualTo(home);
        Await.until(FORGOTTEN, () -> "the entry gone", () -> !table().contains("key=200.0.0.101"));
        assertThat(List.of(http.serverErrors(), webSocket.serverErrors())).containsOnly(List.of());
        ClusterNode other = bed().node(3 - home.number());
        placeAt(other, "c1");
        http.awaitMoreUpdates(10);
        webSocket.subscribe("RAW", "later");
        http.subscribe("RAW", "later");
        http.await("code 21", () -> http.serverErrors().equals(List.of(21)));
        assertThat(other.log(line -> line.contains(http.session()) && line.contains("(rule d)"))).hasSize(1);
        assertThat(other.log(line -> line.contains("WARN") && line.contains("A control request") && line.contains("No cookie came")))
                .as("what the operator reads, once").hasSize(1);
        webSocket.awaitMoreUpdates(10);
        assertThat(webSocket.serverErrors()).isEmpty();
        http.reconnect();
        http.await("a session on the other node", () -> http.connected() && home(http.session()) == other);
        http.disconnect();
        webSocket.disconnect();
    }

    @Step
    @Order(4)
    @Behaviour(16)
    void streamThatNginxKeepsToItselfIsReplacedByPolls() throws IOException {
        bed().tick(SLOW, SLOW_MILLIS, 0);
        Nginx nginx = bed().useNginx();
        try {
            streamsAreWithheld();
            for (int generation : new int[] {4, 5, 9}) {
                ClusterClient client = client(generation, null, SLOW);
                client.await("polling over HTTP", () -> client.status().equals("CONNECTED:HTTP-POLLING"));
                client.awaitMoreUpdates(30);
                assertThat(client.serverErrors()).as(client.toString()).isEmpty();
                assertThat(client.faults()).as(client.toString()).isEmpty();
                assertThat(client.sessions()).as("the session it began with: " + client).hasSize(1);
                client.disconnect();
            }
        } finally {
            nginx.end();
            bed().balancer().start();
        }
        List<String> told = bed().nodes().stream()
                .flatMap(node -> node.log(line -> line.contains("WARN") && line.contains("nothing of its HTTP stream")).stream()).toList();
        assertThat(told).as("what the operator reads, once on a node").hasSizeBetween(1, 2);
        for (ClusterNode node : bed().nodes()) {
            bed().balancer().awaitServer("nodes", node.host(), "UP");
        }
    }

    private void streamsAreWithheld() {
        String id = idOf(create("c1"));
        JsonNode withheld = bed().request("c1", deployment().url(), "bind_session", "LS_session=" + id,
                "until", "CONOK", "millis", WITHHELD_MILLIS);
        assertThat(withheld.path("silent").asBoolean()).as(withheld.toString()).isTrue();
        assertThat(home(id).requests(id, "bind_session")).as("it has reached the node").hasSize(1);
    }

    @Step
    @Order(5)
    @Behaviour(17)
    void withoutWebSocketAtTheNodeClientsDoNotWaitForABalancerThatHasNone() throws IOException {
        Map<Integer, Long> waiting = millisToFirstUpdate();
        for (ClusterNode node : bed().nodes()) {
            node.property("websocket", "N");
            restart(node);
        }
        Map<Integer, Long> atOnce = millisToFirstUpdate();
        assertThat(atOnce).allSatisfy((generation, millis) -> assertThat(millis).as("generation " + generation + " of " + atOnce
                + "; with WebSocket at the node " + waiting).isLessThan(waiting.get(generation) / 2));
        Figures.write(bed(), "behind a balancer that swallows WebSockets the first update came to clients of each generation after ms "
                + waiting + " (" + MOST_MILLIS + ": not yet), with WebSocket off at the node after " + atOnce);
    }

    /** How long clients of each generation wait for their first update, and no longer than the test does. */
    private Map<Integer, Long> millisToFirstUpdate() {
        Map<Integer, ClusterClient> clients = new TreeMap<>();
        for (int generation : new int[] {4, 5, 9}) {
            clients.put(generation, client(generation, null, TestBed.SEQUENCE, WITHOUT_WEBSOCKET));
        }
        Map<Integer, Long> millis = new TreeMap<>();
        long begin = System.nanoTime();
        Await.holdsWithin(Duration.ofMillis(MOST_MILLIS), () -> {
            clients.forEach((generation, client) -> {
                if (client.updates() > 0) {
                    millis.putIfAbsent(generation, Duration.ofNanos(System.nanoTime() - begin).toMillis());
                }
            });
            return millis.size() == clients.size();
        });
        clients.forEach((generation, client) -> {
            millis.putIfAbsent(generation, MOST_MILLIS);
            client.disconnect();
        });
        return millis;
    }

    private ClusterClient client(int generation, String transport, String item) {
        return client(generation, transport, item, deployment().url());
    }

    private ClusterClient client(int generation, String transport, String item, String url) {
        AgentProcess agent = generation == 9 ? bed().node("c2") : generation == 4 ? bed().oldJava("c1") : bed().java("c1");
        ClusterClient client = agent.client("bad-" + generation + "-" + transport + "-" + System.nanoTime());
        client.connect(url, transport, "contentLength", LONG_STREAM);
        client.subscribe("RAW", item);
        return client;
    }

    /** The balancer sends a host's next requests to a node. */
    private void placeAt(ClusterNode node, String host) throws IOException {
        sessionOn(node, host);
    }

    /** A session on a node, to which the balancer keeps its host from now on. */
    private String sessionOn(ClusterNode node, String host) throws IOException {
        ClusterNode other = bed().node(3 - node.number());
        bed().balancer().command("set server nodes/" + other.host() + " state drain");
        bed().balancer().command("clear table nodes key 200.0.0.10" + host.substring(1));
        String session = idOf(create(host));
        bed().balancer().command("set server nodes/" + other.host() + " state ready");
        assertThat(home(session)).isEqualTo(node);
        return session;
    }

    private String answerTo(String request, String host, String session) {
        String parameters = request.equals("control") ? "LS_reqId=1&LS_op=constrain&LS_session=" + session
                : "LS_session=" + session + "&LS_polling=true&LS_polling_millis=0&LS_idle_millis=0";
        return bed().request(host, deployment().url(), request, parameters).path("body").asText().replaceFirst("^\\w+\r\n", "");
    }

    /** The node's log is read a moment after the client has its answer. */
    private ClusterNode home(String session) {
        Await.until("session " + session + " in a log", () -> bed().nodes().stream().anyMatch(node -> node.created(session)));
        return bed().home(session);
    }

    private String table() throws IOException {
        return bed().balancer().command("show table nodes");
    }

    private static String idOf(String answer) {
        assertThat(answer).contains("CONOK,");
        return answer.split(",")[1];
    }
}
