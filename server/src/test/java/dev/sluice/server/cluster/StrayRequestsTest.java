package dev.sluice.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.sluice.server.LogLines;
import dev.sluice.server.cluster.StrayRequest.Kind;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StrayRequestsTest {

    private static final long WINDOW = 60_000;
    private static final NodeIdentity ME = new NodeIdentity("here", "now0");
    private static final String OTHER_NODE = new SessionIds(new NodeIdentity("there", "b001")).next();

    private final LogLines log = LogLines.of("LightstreamerLogger.connections");
    private final StrayRequests strays = new StrayRequests(ME, () -> WINDOW, null, 1_000);

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    @Behaviour(22)
    void rulesAreTriedInOrder() {
        long late = 1_000 + WINDOW;
        assertThat(judge("nonsense", late)).isEqualTo(StrayRule.NOT_AN_ID);
        assertThat(judge(new SessionIds(ME).next(), late)).isEqualTo(StrayRule.ENDED);
        assertThat(judge(new SessionIds(new NodeIdentity("here", "old0")).next(), late)).isEqualTo(StrayRule.EARLIER_BOOT);
        assertThat(judge(OTHER_NODE, late - 1)).isEqualTo(StrayRule.REPLACED);
        assertThat(judge(OTHER_NODE, late)).isEqualTo(StrayRule.ELSEWHERE);
        assertThat(StrayRule.values()).filteredOn(StrayRule::elsewhere).containsExactly(StrayRule.ELSEWHERE);
    }

    @Test
    @Behaviour(22)
    void windowAndItsEndAreLogged() {
        try (LogLines init = LogLines.of("LightstreamerLogger.init")) {
            StrayRequests fresh = new StrayRequests(ME, () -> WINDOW, null, 0);
            assertThat(init.at(Level.INFO)).singleElement().asString().contains("here", "now0", "replacement_window_millis=60000")
                    .containsPattern("until \\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
            assertThat(fresh.windowLeft(WINDOW - 1).toMillis()).isEqualTo(1);
            assertThat(fresh.windowLeft(WINDOW + 5).toMillis()).isZero();
        }
    }

    @Test
    @Behaviour(22)
    void everyCaseIsLoggedWithIdRuleAndPeer() {
        try (LogLines requests = LogLines.of("LightstreamerLogger.requests")) {
            judge(OTHER_NODE, 1_000 + WINDOW);
            judge(OTHER_NODE, 1_000 + WINDOW);
            assertThat(requests.at(Level.INFO)).hasSize(2)
                    .allSatisfy(line -> assertThat(line).contains(OTHER_NODE, "(rule d)", "200.0.0.101"));
        }
    }

    @Test
    void brokenStickinessIsToldOncePerCauseWithAllThatHelps() {
        long late = 1_000 + WINDOW;
        for (int i = 0; i < 1_000; i++) {
            strays.judge(stray(Kind.BIND, OTHER_NODE, true), late + i);
        }
        assertThat(log.at(Level.WARN)).singleElement().asString().contains("bind", OTHER_NODE, "home there", "this is here",
                "client 200.0.0.101", "connection from 10.0.0.254", "HTTP Server", "[10.9.9.9, 200.0.0.101]", "with cookie");
        strays.judge(stray(Kind.CONTROL, OTHER_NODE, false), late);
        assertThat(log.at(Level.WARN)).hasSize(2).last().asString().contains("control", "without cookie", "must return it");
        strays.judge(stray(Kind.BIND, OTHER_NODE, true), late + 999 + 3_600_000);
        assertThat(log.at(Level.WARN)).as("told again after an hour of silence").hasSize(3);
    }

    @Test
    void adviceOfANodeWithAControlLinkNamesIt() {
        StrayRequests linked = new StrayRequests(ME, () -> 0, "push1.mycompany.com", 0);
        linked.judge(stray(Kind.BIND, OTHER_NODE, false), 0);
        assertThat(log.at(Level.WARN)).singleElement().asString().contains("control_link_address push1.mycompany.com");
    }

    @Test
    void sessionsOfAnotherBootAfterTheWindowHintAtACopiedIdentity() {
        String earlier = new SessionIds(new NodeIdentity("here", "old0")).next();
        strays.judge(stray(Kind.BIND, earlier, false), 1_000);
        assertThat(log.at(Level.WARN)).isEmpty();
        strays.judge(stray(Kind.CONTROL, earlier, false), 1_000 + WINDOW);
        assertThat(log.at(Level.WARN)).singleElement().asString().contains("copy of its data_dir");
    }

    @Test
    void sumsAreToldOnlyWhenTheyHaveGrown() {
        long late = 1_000 + WINDOW;
        for (int i = 0; i < 3; i++) {
            strays.judge(stray(Kind.BIND, OTHER_NODE, true), late);
        }
        strays.summarise();
        strays.summarise();
        assertThat(log.at(Level.WARN)).hasSize(2).last().asString().contains("there bind +3 (3)");
        strays.judge(stray(Kind.BIND, OTHER_NODE, true), late);
        strays.summarise();
        assertThat(log.at(Level.WARN)).hasSize(3).last().asString().contains("there bind +1 (4)");
    }

    @Test
    void countsGoByHomeKindAndRule() {
        judge(OTHER_NODE, 1_000);
        judge(OTHER_NODE, 1_000 + WINDOW);
        judge(OTHER_NODE, 1_000 + WINDOW);
        strays.judge(stray(Kind.MESSAGE, "nonsense", false), 1_000);
        assertThat(strays.counts()).containsExactlyInAnyOrder(
                new StrayCount("there", Kind.BIND, StrayRule.REPLACED, 1),
                new StrayCount("there", Kind.BIND, StrayRule.ELSEWHERE, 2),
                new StrayCount("?", Kind.MESSAGE, StrayRule.NOT_AN_ID, 1));
    }

    @Test
    void madeUpTagsDoNotFillMemoryOrLog() {
        for (int i = 0; i < 5_000; i++) {
            judge(new SessionIds(new NodeIdentity("made" + i, "up00")).next(), 1_000 + WINDOW);
        }
        List<StrayCount> counts = strays.counts();
        assertThat(counts).hasSize(65);
        assertThat(counts).filteredOn(count -> count.homeTag().equals("others")).singleElement()
                .extracting(StrayCount::count).isEqualTo(5_000L - 64);
        assertThat(log.at(Level.WARN)).hasSize(65);
    }

    private StrayRule judge(String sessionId, long nowMillis) {
        return strays.judge(stray(Kind.BIND, sessionId, false), nowMillis);
    }

    private static StrayRequest stray(Kind kind, String sessionId, boolean cookie) {
        return new StrayRequest(kind, sessionId, "HTTP Server", "10.0.0.254", "200.0.0.101", List.of("10.9.9.9", "200.0.0.101"),
                cookie, false);
    }
}
