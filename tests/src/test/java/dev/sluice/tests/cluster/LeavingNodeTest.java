package dev.sluice.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.kit.Await;
import dev.sluice.tests.kit.Behaviour;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Order;

/** What operators do to send clients from one node to the other, and what time does: blocks, a paced drain, replacement, longest life. */
class LeavingNodeTest extends SharedBedCase {

    private static final Duration A_LIFE = Duration.ofMinutes(1);
    private static final double RATE = 5;
    private static final int SHORT_SESSIONS = 24;
    private static final int MOST_TRIES = 12;

    @Override
    Deployment deployment() {
        return Options.named("1.B.1");
    }

    @Override
    String variant() {
        return "-leaving";
    }

    /** An undefined property counts as an absent element. */
    @Override
    String change(String file) {
        return file.replace("<read_timeout_millis>",
                "<max_session_duration_minutes>$life</max_session_duration_minutes>\n    <read_timeout_millis>");
    }

    @Step
    @Order(1)
    @Behaviour({30, 31, 38})
    void clientThatABlockedNodeTurnsAwayForGoodStops() {
        ClusterNode blocked = bed().node(1);
        block(blocked, false);
        List<ClusterClient> clients = new ArrayList<>();
        for (int generation : new int[] {4, 5, 9}) {
            ClusterClient refused = null;
            for (int i = 0; i < MOST_TRIES && refused == null; i++) {
                ClusterClient client = Crowd.named("final" + i).add(bed(), generation, null);
                client.await("an outcome", () -> client.connected() || !client.serverErrors().isEmpty());
                refused = client.connected() ? null : client;
                clients.add(client);
            }
            assertThat(refused).as("one of several in a row at generation " + generation).isNotNull();
            assertThat(refused.serverErrors()).containsExactly(10);
            assertThat(refused.status()).startsWith("DISCONNECTED").doesNotContain("WILL-RETRY");
        }
        assertThat(bed().balancer().serverState("nodes", "n1")).as("the health check says nothing of a block").startsWith("UP");
        clients.forEach(ClusterClient::disconnect);
    }

    @Step
    @Order(2)
    @Behaviour(31)
    void clientsToldToRetryComeInAtTheOtherNode() {
        ClusterNode blocked = bed().node(1);
        block(blocked, true);
        Crowd crowd = everybody("retry");
        for (Crowd.Member member : crowd.members()) {
            assertThat(bed().home(member.client().session())).as(member.toString()).isEqualTo(bed().node(2));
            assertThat(member.client().serverErrors()).as(member.toString()).isEmpty();
        }
        assertThat(blocked.log(line -> line.contains("Session refused to") && line.contains(": 5 "))).isNotEmpty();
        crowd.disconnect();
    }

    @Step
    @Order(3)
    @Behaviour({28, 29, 30, 32})
    void nodeIsReplacedByBlockDrainAndShutdownWithoutAnyClientStopping() throws IOException {
        ClusterNode leaving = bed().node(1);
        Crowd crowd = everybody("replaced");
        List<Crowd.Member> moving = crowd.members().stream()
                .filter(member -> bed().home(member.client().session()) == leaving).toList();
        assertThat(moving).isNotEmpty();
        List<String> oldest = moving.stream().map(member -> member.client().session()).toList();
        Set<String> ours = new HashSet<>(oldest);
        for (int i = 0; i < SHORT_SESSIONS; i++) {
            String created = create("c1");
            assertThat(created).contains("CONOK,");
            ours.add(created.split(",")[1]);
        }
        int mark = leaving.logSize();
        block(leaving, true);
        assertThat(operate(leaving, "drainSessions", "java.lang.Double", RATE)).isEqualTo("true");
        Await.until("all clients on the other node", () -> moving.stream().allMatch(member -> member.client().connected()
                && bed().home(member.client().session()) == bed().node(2)));
        Await.until("no session left", () -> leaving.number(bed().hub(), "type=Resource", "CurrentSessions") == 0
                && leaving.number(bed().hub(), "type=Resource", "CurrentPrestartedSessions") == 0);
        List<String> log = leaving.logSince(mark);
        Timeline ends = Timeline.of(log, " closed: drained");
        assertThat(ends.size()).as("some of each kind").isGreaterThan(moving.size() + (int) RATE);
        for (int seconds : new int[] {1, 2, 4}) {
            assertThat(ends.most(seconds)).as(seconds + " s").isLessThanOrEqualTo((int) (RATE * seconds) + 1);
        }
        // clients may have left older sessions behind, which wait for a recovery
        List<String> drained = idsOf(log, " closed: drained").stream().filter(ours::contains).toList();
        assertThat(drained.subList(0, oldest.size())).as("oldest first").containsExactlyInAnyOrderElementsOf(oldest);
        assertThat(bed().balancer().serverState("nodes", "n1")).startsWith("UP");
        operate(leaving, "shutdown");
        assertThat(leaving.awaitExit()).isZero();
        bed().balancer().awaitServer("nodes", "n1", "DOWN");
        leaving.start();
        bed().balancer().awaitServer("nodes", "n1", "UP");
        Set<ClusterNode> homes = new HashSet<>();
        for (int i = 0; i < MOST_TRIES && homes.size() < 2; i++) {
            String created = create("c1");
            homes.add(bed().nodes().stream().filter(node -> node.created(created.split(",")[1])).findFirst().orElseThrow());
        }
        assertThat(homes).as("new sessions are spread").hasSize(2);
        crowd.awaitMoreUpdates(10);
        assertThat(crowd.members()).allMatch(member -> member.client().serverErrors().isEmpty()
                && member.client().faults().isEmpty());
        crowd.disconnect();
    }

    @Step
    @Order(4)
    @Behaviour({27, 28})
    void clientsOfEveryTransportGoOnWhenASessionIsAsOldAsItMayBecome() throws IOException {
        for (ClusterNode node : bed().nodes()) {
            node.property("life", "1");
            restart(node);
        }
        Crowd crowd = everybody("aging");
        List<String> first = crowd.members().stream().map(member -> member.client().session()).toList();
        for (int i = 0; i < first.size(); i++) {
            ClusterClient client = crowd.members().get(i).client();
            String old = first.get(i);
            Await.until(A_LIFE.plus(Await.SOON), () -> "another session of " + client,
                    () -> !old.equals(client.session()) && client.connected());
            assertThat(bed().home(old).log(line -> line.contains(old + " ") && line.endsWith(" closed: maximum duration reached")))
                    .as(client.toString()).hasSize(1);
        }
        crowd.awaitMoreUpdates(10);
        for (Crowd.Member member : crowd.members()) {
            assertThat(member.client().serverErrors()).as(member.toString()).isEmpty();
            assertThat(member.client().faults()).as(member.toString()).isEmpty();
        }
    }

    private Crowd everybody(String label) {
        Crowd crowd = Crowd.everybody(bed(), label);
        crowd.awaitConnected();
        crowd.awaitMoreUpdates(1);
        return crowd;
    }

    private static List<String> idsOf(List<String> log, String ending) {
        return log.stream().filter(line -> line.endsWith(ending)).map(line -> line.replaceAll(".*Session (\\w+) of .*", "$1")).toList();
    }
}
