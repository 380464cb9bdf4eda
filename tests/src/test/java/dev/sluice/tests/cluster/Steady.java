package dev.sluice.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.tests.kit.Await;
import java.util.List;

/** What clients, nodes and balancer must show while nobody is disturbed. */
final class Steady {

    private static final int REBINDS = 10;
    /** Within this every client that wants to connect is connected. */
    private static final long CONNECTED_MILLIS = 10_000;

    private final TestBed bed;
    private final Deployment deployment;

    Steady(TestBed bed) {
        this.bed = bed;
        this.deployment = bed.deployment();
    }

    /** Connected in time, one session all along, nothing missed, nobody told of a wrong node, and every session known to its node alone. */
    void check(Crowd crowd) {
        for (Crowd.Member member : crowd.members()) {
            followed(member);
        }
        for (ClusterNode node : bed.nodes()) {
            assertThat(node.log(line -> line.contains("(rule "))).as("requests for unknown sessions").isEmpty();
        }
        sessionsAreListedByTheirNodesAlone(crowd);
        webSocketsStandWhereClientsSay(crowd);
    }

    private void followed(Crowd.Member member) {
        ClusterClient client = member.client();
        assertThat(client.faults()).as(client.toString()).isEmpty();
        assertThat(client.serverErrors()).as(client.toString()).isEmpty();
        assertThat(client.millisToConnect()).as(client.toString()).isLessThanOrEqualTo(CONNECTED_MILLIS);
        ClusterNode home = bed.home(client.session());
        ClusterNode other = bed.node(3 - home.number());
        assertThat(other.log(line -> line.contains(client.session()))).as("requests on the wrong node").isEmpty();
        if (!member.webSocket()) {
            assertThat(home.requests(client.session(), "bind_session")).as(client.toString())
                    .hasSizeGreaterThanOrEqualTo(REBINDS);
        }
        controlLink(client, home);
        address(member);
        sockets(member);
    }

    private void controlLink(ClusterClient client, ClusterNode home) {
        String link = deployment.controlLink(home.number());
        if (link.equals("*")) {
            // The clients tell the address they began with, or none.
            assertThat(client.controlLink()).isIn(null, deployment.url() + "/");
        } else {
            assertThat(client.controlLink()).contains("//" + link);
        }
    }

    /** Creation on the one socket, everything after it on the other, except where the WebSocket of the creation goes on. */
    void sockets(Crowd.Member member) {
        String create = deployment.createSocket();
        String control = deployment.controlSocket();
        List<String> expected = create.equals(control) || member.staysWhereItBegan() ? List.of(create)
                : List.of(create, control);
        List<String> seen = member.client().sockets().stream().distinct().toList();
        if (member.client().retried()) {
            assertThat(List.of(create, control)).as(member.client().toString()).containsAll(seen);
        } else {
            assertThat(seen).as(member.client().toString()).isEqualTo(expected);
        }
    }

    /** Nodes see a client's own address, or that of a balancer which does not say whom it speaks for. */
    private void address(Crowd.Member member) {
        String own = member.generation() == 9 ? "200.0.0.102" : "200.0.0.101";
        String address = member.client().address();
        if (deployment.readsHttp()) {
            assertThat(address).as(member.toString()).isEqualTo(own);
        } else if (deployment.hasPublicNodes()) {
            assertThat(address).as(member.toString()).isIn(own, "10.0.0.254");
        } else {
            assertThat(address).as(member.toString()).isEqualTo("10.0.0.254");
        }
    }

    private void sessionsAreListedByTheirNodesAlone(Crowd crowd) {
        List<String> lists = bed.nodes().stream().map(node -> node.attributes(bed.hub(), "type=Resource", "CurrentSessionList")
                .toString()).toList();
        for (Crowd.Member member : crowd.members()) {
            String session = member.client().session();
            int home = bed.home(session).number();
            assertThat(lists.get(home - 1)).as("sessions of node " + home).contains(session);
            assertThat(lists.get(2 - home)).as("sessions of the other node").doesNotContain(session);
        }
    }

    /** Each socket of each node counts the WebSockets of the clients that stream on one there: theirs came to where they should. */
    private void webSocketsStandWhereClientsSay(Crowd crowd) {
        for (ClusterNode node : bed.nodes()) {
            for (String socket : List.of(deployment.createSocket(), deployment.controlSocket())) {
                long said = crowd.members().stream().map(Crowd.Member::client)
                        .filter(client -> client.status().equals("CONNECTED:WS-STREAMING"))
                        .filter(client -> client.sockets().get(client.sockets().size() - 1).equals(socket))
                        .filter(client -> bed.home(client.session()) == node).count();
                Await.until(Await.SOON, () -> said + " WebSockets on " + socket + " of node " + node.number() + ": " + webSockets(node, socket),
                        () -> webSockets(node, socket) >= said);
            }
        }
    }

    private long webSockets(ClusterNode node, String socket) {
        for (JsonNode bean : node.attributes(bed.hub(), "type=ServerSocket,name=*", "ServerName", "CurrentWSSockets",
                "CurrentWSSSockets")) {
            if (bean.get("ServerName").asText().equals(socket)) {
                return bean.get("CurrentWSSockets").asLong() + bean.get("CurrentWSSSockets").asLong();
            }
        }
        throw new AssertionError("node " + node.number() + " has no socket " + socket);
    }
}
