package dev.sluice.server.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.cluster.Behaviour;
import dev.sluice.server.session.EndCause;
import dev.sluice.server.session.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions sent away at a rate, and the drain of the node as one act. */
class DrainTest {

    private final Scene scene = new Scene();

    private void sessions(int count) {
        for (int i = 0; i < count; i++) {
            scene.session(false);
            scene.pass(10);
        }
    }

    private List<String> ended() {
        return scene.ends.stream().map(Scene.End::id).toList();
    }

    private static List<String> ids(int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj(i -> "S" + i).toList();
    }

    /** In any time w no more than rate × w + 1. */
    private void assertNoFasterThan(double perSecond) {
        for (int i = 0; i < scene.ends.size(); i++) {
            for (int j = i; j < scene.ends.size(); j++) {
                double seconds = (scene.ends.get(j).atMillis() - scene.ends.get(i).atMillis()) / 1_000d;
                assertThat(j - i + 1d).isLessThanOrEqualTo(perSecond * seconds + 1.000_001);
            }
        }
    }

    @Test
    @Behaviour(29)
    void sessionsEndOldestFirstAtTheRateWithCode48() {
        scene.open(s -> { });
        sessions(20);
        assertThat(scene.admission.drainSessions(4d)).isTrue();
        scene.pass(1_000);
        assertThat(ended()).isEqualTo(ids(1, 5));
        scene.pass(10_000);
        assertThat(ended()).isEqualTo(ids(1, 20));
        assertThat(scene.ends).allMatch(end -> end.code() == 48);
        assertNoFasterThan(4);
    }

    @Test
    @Behaviour(29)
    void fractionalRateIsHonoured() {
        scene.open(s -> { });
        sessions(3);
        scene.admission.drainSessions(0.5);
        scene.pass(1_900);
        assertThat(ended()).isEqualTo(ids(1, 1));
        scene.pass(2_000);
        assertThat(ended()).isEqualTo(ids(1, 2));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    @Behaviour(29)
    void rateThatIsNoneIsRefused(double rate) {
        scene.open(s -> { });
        sessions(1);
        assertThat(scene.admission.drainSessions(rate)).isFalse();
        assertThat(scene.admission.drainSessions(null)).isFalse();
        scene.pass(10_000);
        assertThat(scene.ends).isEmpty();
    }

    @Test
    @Behaviour(29)
    void secondCallReplacesTheRate() {
        scene.open(s -> { });
        sessions(50);
        scene.admission.drainSessions(0.01);
        scene.pass(1_000);
        assertThat(ended()).isEqualTo(ids(1, 1));
        scene.admission.drainSessions(10d);
        scene.pass(950);
        assertThat(ended()).isEqualTo(ids(1, 11));
        scene.admission.drainSessions(1d);
        scene.pass(2_000);
        assertThat(ended()).isEqualTo(ids(1, 13));
    }

    @Test
    @Behaviour({29, 30})
    void sessionsCreatedMeanwhileAreLetInAndDrainedToo() {
        scene.open(s -> { }, "C");
        sessions(2);
        scene.admission.drainSessions(1d);
        scene.pass(500);
        assertThat(scene.ask("C")).hasToString("in");
        scene.session(false);
        scene.pass(5_000);
        assertThat(ended()).isEqualTo(ids(1, 3));
        scene.session(false);
        scene.pass(60_000);
        assertThat(scene.live()).as("it is over once none is left").isEqualTo(1);
    }

    @Test
    @Behaviour({27, 29})
    void sessionWithoutAStreamIsDrainedTooAndItsNextBindHears48() {
        scene.open(s -> { });
        Session unbound = scene.session(true);
        scene.admission.drainSessions(10d);
        scene.pass(100);
        assertThat(unbound.closed()).isTrue();
        assertThat(scene.endOf(unbound)).isEqualTo(48);
        assertThat(scene.admission.prestartedSessions()).isZero();
    }

    @Test
    void sessionsThatEndByThemselvesTakeNoTurn() {
        scene.open(s -> { });
        List<Session> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            all.add(scene.session(false));
            scene.pass(10);
        }
        scene.admission.drainSessions(1d);
        scene.pass(100);
        all.subList(1, 4).forEach(session -> session.close(EndCause.silent("test"), false));
        scene.pass(1_000);
        assertThat(scene.ends.get(scene.ends.size() - 1)).extracting(Scene.End::id, Scene.End::code).containsExactly("S5", 48);
    }

    @Test
    void manyPerSecondEndInSmallPortions() {
        scene.open(s -> { });
        sessions(2_000);
        scene.admission.drainSessions(1_000d);
        scene.pass(1_000);
        assertThat(scene.ends.size()).isBetween(1_000, 1_010);
        scene.pass(1_100);
        assertThat(scene.live()).isZero();
    }

    private Scene node(long waitMillis, double perSecond, long graceMillis) {
        return scene.open(s -> {
            s.sluice.balancerWaitMillis = waitMillis;
            s.sluice.drainPerSecond = perSecond;
            s.sluice.drainGraceMillis = graceMillis;
        }, "C", "P");
    }

    @Test
    void nodeDrainsAfterBalancersHadTimeAtTheConfiguredRate() {
        node(5_000, 10, 60_000);
        sessions(30);
        CompletableFuture<Drained> outcome = scene.admission.drain();
        assertThat(scene.admission.draining()).as("health checks fail at once").isTrue();
        scene.pass(4_900);
        assertThat(scene.ask("C")).as("until balancers know").hasToString("in");
        assertThat(scene.ends).isEmpty();
        scene.pass(200);
        assertThat(scene.ask("C")).hasToString("5");
        assertThat(scene.ask("P", "MONITOR", -1)).as("nobody stays to the end").hasToString("5");
        scene.pass(3_500);
        assertThat(ended()).isEqualTo(ids(1, 30));
        assertNoFasterThan(10);
        assertThat(outcome).isCompletedWithValue(Drained.EMPTY);
        assertThat(Drained.EMPTY.exitCode()).isZero();
    }

    @Test
    void nodeDrainsFasterWhenTheGraceDemandsIt() {
        node(1_000, 1, 11_000);
        sessions(90);
        CompletableFuture<Drained> outcome = scene.admission.drain();
        scene.pass(10_900);
        assertThat(outcome).isCompletedWithValue(Drained.EMPTY);
        assertNoFasterThan(10);
        assertThat(scene.ends.get(89).atMillis() - scene.ends.get(0).atMillis()).as("not faster than needed").isGreaterThan(8_000);
    }

    @Test
    void patientCreationIsHeldForTwoSecondsWhileTheNodeDrains() {
        node(0, 1, 60_000);
        sessions(20);
        scene.admission.drain();
        scene.pass(100);
        var patient = scene.ask("C", "DEMO", Long.MAX_VALUE);
        scene.pass(1_900);
        assertThat(patient).hasToString("");
        scene.pass(200);
        assertThat(patient).hasToString("5");
    }

    @Test
    void creationHeldForALimitHearsOfTheDrainWithinTwoSeconds() {
        scene.open(s -> {
            s.serverPoolMaxQueue = 3;
            s.sluice.balancerWaitMillis = 0;
            s.sluice.drainGraceMillis = 60_000;
        }, "C");
        sessions(50);
        scene.queue("SERVER", 4);
        var patient = scene.ask("C", "DEMO", Long.MAX_VALUE);
        scene.pass(5_000);
        scene.admission.drain();
        scene.pass(1_000);
        assertThat(patient).hasToString("");
        scene.pass(1_200);
        assertThat(patient).hasToString("5");
    }

    @Test
    void drainThatIsNotDoneInTimeSaysSo() {
        node(2_000, 1, 1_000);
        sessions(3);
        CompletableFuture<Drained> outcome = scene.admission.drain();
        scene.pass(900);
        assertThat(outcome).isNotDone();
        scene.pass(200);
        assertThat(outcome).isCompletedWithValue(Drained.SESSIONS_LEFT);
        assertThat(Drained.SESSIONS_LEFT.exitCode()).isEqualTo(3);
        assertThat(scene.admission.drain()).as("it is one act").isSameAs(outcome);
    }
}
