package dev.sluice.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.tests.kit.Behaviour;
import java.io.IOException;
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
    private static final int SESSIONS = 40;
    private static final List<String> MANY_ADDRESSES = List.of("200.0.0.111", "200.0.0.112", "200.0.0.113", "200.0.0.114",
            "200.0.0.121", "200.0.0.122", "200.0.0.123", "200.0.0.124");
    /** Session, request limit, keepalive, control link. */
    private static final Pattern CREATED = Pattern.compile("CONOK,([^,]+),\\d+,\\d+,(\\S+)");

    private final Deployment deployment;
    private TestBed bed;
    private Crowd everybody;

    OptionCase(String option) {
        deployment = Options.named(option);
    }

    final Deployment deployment() {
        return deployment;
    }

    final TestBed bed() {
        return bed;
    }

    /** The clients that follow the feed from the first test on that needs them. */
    final Crowd everybody() throws IOException {
        if (everybody == null) {
            TestBed.undisturbed(() -> {
                everybody = Crowd.everybody(bed, "first");
                everybody.awaitConnected();
                everybody.awaitMoreUpdates(1);
            });
        }
        return everybody;
    }

    /** Sends them away, if they ever came. */
    final void dismissEverybody() {
        if (everybody != null) {
            everybody.disconnect();
        }
    }

    @BeforeAll
    void buildBed() throws IOException {
        bed = TestBed.start(deployment);
    }

    @AfterAll
    void removeBed() {
        if (bed != null) {
            bed.close();
        }
    }

    @Step
    @Order(1)
    @Behaviour({18, 19})
    void clientsOfEveryShapeFollowTheFeedWithoutAGap() throws IOException {
        List<String> sessions = everybody().sessions();
        everybody.awaitMoreUpdates(TEN_REBINDS);
        assertThat(everybody.sessions()).isEqualTo(sessions);
        new Steady(bed).check(everybody);
    }

    @Step
    @Order(2)
    @Behaviour(1)
    void sessionsAreSharedOutBetweenTheNodesAndToldTheirControlLink() {
        int first = 0;
        for (int i = 0; i < SESSIONS; i++) {
            Matcher created = created(create(deployment.roundRobin() ? "200.0.0.101" : MANY_ADDRESSES.get(i % MANY_ADDRESSES.size())));
            int home = bed.home(created.group(1)).number();
            assertThat(created.group(2)).isEqualTo(deployment.controlLink(home));
            first += home == 1 ? 1 : 0;
        }
        assertThat(first).isBetween(SESSIONS / 4, SESSIONS * 3 / 4);
    }

    @Step
    @Order(16)
    @Behaviour(11)
    void tlsEndsWhereTheOptionSaysWithTheCertificateOfTheName() {
        if (deployment.secureClients()) {
            Certificates.shown(bed);
        }
        for (ClusterNode node : bed.nodes()) {
            assertThat(node.log(line -> line.contains("Listening on") && line.contains("(https,")).isEmpty())
                    .isEqualTo(deployment.keystores(node.number()).isEmpty());
        }
    }

    @Step
    @Order(80)
    @Behaviour({25, 34})
    void clientsOfADeadNodeGoOnAtTheOther() throws IOException {
        ClusterNode dead = bed.home(everybody().members().get(0).client().session());
        ClusterNode survivor = bed.node(3 - dead.number());
        if (!deployment.twoAddresses()) {
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
        if (deployment.twoAddresses()) {
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
        ClusterNode returning = bed.nodes().stream().filter(node -> !node.alive()).findFirst().orElse(bed.node(2));
        ClusterNode survivor = bed.node(3 - returning.number());
        if (returning.alive()) {
            returning.kill();
            bed.balancer().awaitServer("nodes", returning.host(), "DOWN");
        }
        List<String> before = everybody().sessions();
        TestBed.undisturbed(returning::start);
        bed.balancer().awaitServer("nodes", returning.host(), "UP");
        Set<ClusterNode> homes = new HashSet<>();
        // HAProxy lets a node that returns catch up first, several in a row.
        for (int i = 0; i < SESSIONS && homes.size() < 2; i++) {
            homes.add(bed.home(created(create("200.0.0.101")).group(1)));
        }
        assertThat(homes).contains(survivor);
        assertThat(homes.contains(returning)).isEqualTo(deployment.roundRobin());
        everybody.awaitMoreUpdates(5);
        assertThat(everybody.sessions()).isEqualTo(before);
    }

    @Step
    @Order(86)
    void worksWithNginxToo() throws IOException {
        // There are no sticky cookies in open-source nginx.
        assertThat(bed.hasNginx()).isEqualTo(!deployment.cookieHandling());
        if (!bed.hasNginx()) {
            return;
        }
        dismissEverybody();
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
            new Steady(bed).sockets(member);
        }
        crowd.disconnect();
        bed.useHaProxy();
    }

    /** The answer to the creation of a session that nobody goes on with, from one of the clients' addresses. */
    final JsonNode create(String from) {
        return bed.request(from.startsWith("200.0.0.12") ? "c2" : "c1", deployment.url(), "create_session", SHORT_SESSION,
                "from", from);
    }

    /** The id and the control link in the answer to a creation. */
    static Matcher created(JsonNode answer) {
        Matcher matcher = CREATED.matcher(answer.path("body").asText());
        assertThat(matcher.find()).as(answer.toString()).isTrue();
        return matcher;
    }

    /** The id in the answer to a creation. */
    static String session(JsonNode answer) {
        return created(answer).group(1);
    }
}
