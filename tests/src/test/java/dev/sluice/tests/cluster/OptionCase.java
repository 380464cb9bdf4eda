package dev.sluice.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.tests.kit.Behaviour;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What every deployment option must show; an option's own class adds what is special about it. */
@Tag("options")
@Execution(ExecutionMode.CONCURRENT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class OptionCase {

    /** Parameters of a creation that is answered at once. */
    static final String SHORT_SESSION = "LS_adapter_set=FEED&LS_cid=test&LS_polling=true&LS_polling_millis=0&LS_idle_millis=0";

    /** So many updates end an HTTP stream of the clients' length more than ten times. */
    private static final int TEN_REBINDS = 145;
    private static final int REBINDS = 10;
    private static final int SESSIONS = 40;
    private static final List<String> MANY_ADDRESSES = List.of("200.0.0.111", "200.0.0.112", "200.0.0.113", "200.0.0.114",
            "200.0.0.121", "200.0.0.122", "200.0.0.123", "200.0.0.124");
    private static final Pattern SESSION = Pattern.compile("CONOK,([^,]+),");

    private TestBed bed;
    private Crowd everybody;

    /** The option's row. */
    abstract Deployment deployment();

    final TestBed bed() {
        return bed;
    }

    /** The clients that have followed the feed from the first test on. */
    final Crowd everybody() {
        return everybody;
    }

    @BeforeAll
    void buildBed() throws IOException {
        bed = TestBed.start(deployment());
    }

    @AfterAll
    void removeBed() {
        if (bed != null) {
            bed.close();
        }
    }

    @Step
    @Order(1)
    @Behaviour(18)
    void clientsOfEveryShapeFollowTheFeedWithoutAGap() {
        everybody = Crowd.everybody(bed, "first");
        everybody.awaitConnected();
        everybody.awaitMoreUpdates(1);
        List<String> sessions = everybody.members().stream().map(member -> member.client().session()).toList();
        everybody.awaitMoreUpdates(TEN_REBINDS);
        assertThat(everybody.members().stream().map(member -> member.client().session()).toList()).isEqualTo(sessions);
        for (Crowd.Member member : everybody.members()) {
            steady(member);
        }
        for (ClusterNode node : bed.nodes()) {
            assertThat(node.log(line -> line.contains("a session of another node"))).isEmpty();
        }
    }

    private void steady(Crowd.Member member) {
        ClusterClient client = member.client();
        assertThat(client.faults()).as(client.toString()).isEmpty();
        assertThat(client.serverErrors()).as(client.toString()).isEmpty();
        ClusterNode home = bed.home(client.session());
        ClusterNode other = bed.node(3 - home.number());
        assertThat(other.log(line -> line.contains(client.session()))).as("requests on the wrong node").isEmpty();
        if (!member.webSocket()) {
            assertThat(home.requests(client.session(), "bind_session")).as(client.toString())
                    .hasSizeGreaterThanOrEqualTo(REBINDS);
        }
        controlLink(client, home);
        sockets(member);
    }

    private void controlLink(ClusterClient client, ClusterNode home) {
        String link = deployment().controlLink(home.number());
        if (link.equals("*")) {
            // The clients tell the address they began with, or none.
            assertThat(client.controlLink()).isIn(null, deployment().url() + "/");
        } else {
            assertThat(client.controlLink()).contains("//" + link);
        }
    }

    /** Creation on the one socket, everything after it on the other, except where the WebSocket of the creation goes on. */
    final void sockets(Crowd.Member member) {
        String create = deployment().createSocket();
        String control = deployment().controlSocket();
        List<String> expected = create.equals(control) || member.staysWhereItBegan() ? List.of(create)
                : List.of(create, control);
        List<String> seen = member.client().sockets().stream().distinct().toList();
        if (member.client().retried()) {
            assertThat(List.of(create, control)).as(member.client().toString()).containsAll(seen);
        } else {
            assertThat(seen).as(member.client().toString()).isEqualTo(expected);
        }
    }

    @Step
    @Order(2)
    void sessionsAreSharedOutBetweenTheNodes() {
        List<String> sessions = new ArrayList<>();
        for (int i = 0; i < SESSIONS; i++) {
            String from = deployment().roundRobin() ? "200.0.0.101" : MANY_ADDRESSES.get(i % MANY_ADDRESSES.size());
            sessions.add(createSession(from));
        }
        long first = sessions.stream().filter(id -> bed.home(id).number() == 1).count();
        assertThat(first).isBetween(SESSIONS / 4L, SESSIONS * 3L / 4);
    }

    @Step
    @Order(80)
    @Behaviour({25, 34})
    void clientsOfADeadNodeGoOnAtTheOther() {
        ClusterNode dead = bed.home(everybody.members().get(0).client().session());
        ClusterNode survivor = bed.node(3 - dead.number());
        if (!deployment().twoAddresses()) {
            survivor.awaitWindowOver();
        }
        List<Crowd.Member> orphans = everybody.members().stream()
                .filter(member -> bed.home(member.client().session()) == dead).toList();
        List<Crowd.Member> others = everybody.members().stream().filter(member -> !orphans.contains(member)).toList();
        List<String> untouched = others.stream().map(member -> member.client().session()).toList();
        List<Integer> errors = orphans.stream().map(orphan -> orphan.client().serverErrors().size()).toList();
        dead.kill();
        for (int i = 0; i < orphans.size(); i++) {
            goesOn(orphans.get(i).client(), errors.get(i), survivor);
        }
        everybody.awaitMoreUpdates(10);
        assertThat(others.stream().map(member -> member.client().session()).toList()).isEqualTo(untouched);
        assertThat(everybody.members()).allMatch(member -> member.client().faults().isEmpty());
    }

    /** With a control link a client looks for its node in vain and begins anew; without, the other node tells it that it is wrong. */
    private void goesOn(ClusterClient client, int before, ClusterNode survivor) {
        if (deployment().twoAddresses()) {
            client.await("session of " + client.name() + " on the other node",
                    () -> survivor.created(client.session()) && client.connected());
            assertThat(client.serverErrors()).as(client.toString()).hasSize(before);
        } else {
            client.await("code 21 at " + client.name(), () -> client.serverErrors().size() > before);
            assertThat(client.serverErrors().subList(before, client.serverErrors().size())).containsExactly(21);
            client.reconnect();
            client.await("session of " + client.name() + " on the other node",
                    () -> survivor.created(client.session()) && client.connected());
        }
    }

    /** Where the balancer decides, whom it remembers stays; everybody else, and every new session with a control link, is free to move. */
    @Step
    @Order(85)
    @Behaviour(36)
    void nodeThatReturnsGetsItsShareOfNewSessionsOnly() throws IOException {
        List<String> before = everybody.members().stream().map(member -> member.client().session()).toList();
        ClusterNode returning = bed.nodes().stream().filter(node -> !node.alive()).findFirst().orElseThrow();
        ClusterNode survivor = bed.node(3 - returning.number());
        returning.start();
        bed.balancer().awaitServer("nodes", returning.host(), "UP");
        Set<ClusterNode> homes = new HashSet<>();
        // HAProxy lets a node that returns catch up first, several in a row.
        for (int i = 0; i < SESSIONS && homes.size() < 2; i++) {
            homes.add(bed.home(createSession("200.0.0.101")));
        }
        assertThat(homes).contains(survivor);
        assertThat(homes.contains(returning)).isEqualTo(deployment().roundRobin());
        everybody.awaitMoreUpdates(5);
        assertThat(everybody.members().stream().map(member -> member.client().session()).toList()).isEqualTo(before);
    }

    @Step
    @Order(95)
    void worksWithNginxToo() throws IOException {
        // There are no sticky cookies in open-source nginx.
        assertThat(bed.hasNginx()).isEqualTo(!deployment().cookieHandling());
        if (!bed.hasNginx()) {
            return;
        }
        for (ClusterNode node : bed.nodes()) {
            node.property("sluice.refuse_websocket_on_create_only", null);
            if (!node.alive() || deployment().twoAddresses()) {
                if (node.alive()) {
                    node.kill();
                }
                node.launch();
            }
        }
        bed.nodes().forEach(ClusterNode::awaitReady);
        bed.useNginx();
        Crowd crowd = Crowd.named("nginx");
        for (int generation : new int[] {4, 5, 9}) {
            crowd.add(bed, generation, null);
            crowd.add(bed, generation, "HTTP-STREAMING");
        }
        crowd.awaitConnected();
        crowd.awaitMoreUpdates(40);
        for (Crowd.Member member : crowd.members()) {
            ClusterClient client = member.client();
            assertThat(client.faults()).as(client.toString()).isEmpty();
            assertThat(client.serverErrors()).as(client.toString()).isEmpty();
            assertThat(client.status()).as(client.toString())
                    .isEqualTo("CONNECTED:" + (member.transport() == null ? "WS-STREAMING" : member.transport()));
            sockets(member);
        }
    }

    /** Creates a session that nobody goes on with, from one of the clients' addresses; returns its id. */
    final String createSession(String from) {
        JsonNode answer = bed.request(hostOf(from), deployment().url(), "create_session", SHORT_SESSION, "from", from);
        return session(answer);
    }

    /** The id in the answer to a creation. */
    static String session(JsonNode answer) {
        Matcher matcher = SESSION.matcher(answer.path("body").asText());
        assertThat(matcher.find()).as(answer.toString()).isTrue();
        return matcher.group(1);
    }

    private static String hostOf(String address) {
        return address.startsWith("200.0.0.12") || address.equals("200.0.0.102") ? "c2" : "c1";
    }
}
