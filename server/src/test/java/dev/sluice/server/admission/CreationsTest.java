package dev.sluice.server.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.server.cluster.Behaviour;
import dev.sluice.server.protocol.ErrorCode;
import dev.sluice.server.session.Session;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What creations hear at once, and what after a wait. */
class CreationsTest {

    private static final long UNLIMITED = Long.MAX_VALUE;

    private final Scene scene = new Scene();

    private Scene overloaded() {
        scene.open(s -> s.serverPoolMaxQueue = 3, "C");
        scene.queue("SERVER", 4);
        return scene;
    }

    @Test
    void patientCreationIsHeldUntilTheConditionEnds() {
        var patient = overloaded().ask("C", "DEMO", UNLIMITED);
        scene.pass(29_000);
        assertThat(patient).hasToString("");
        scene.queue("SERVER", 3);
        assertThat(patient).hasToString("in");
    }

    @Test
    void aLookThatFailsIsFollowedByTheNext() {
        var patient = overloaded().ask("C", "DEMO", UNLIMITED);
        assertThatThrownBy(() -> scene.failingQueue("SERVER")).isInstanceOf(NullPointerException.class);
        scene.queue("SERVER", 3);
        assertThat(patient).hasToString("in");
    }

    @Test
    void patientCreationIsRefusedWhenTheConditionOutlastsTheHold() {
        overloaded();
        List<Scene.Guest> patient = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            patient.add(scene.ask("C", "DEMO", UNLIMITED));
        }
        scene.pass(29_900);
        assertThat(patient).allSatisfy(guest -> assertThat(guest).hasToString(""));
        scene.pass(10_000);
        assertThat(patient).as("not all at once").anySatisfy(guest -> assertThat(guest).hasToString(""))
                .anySatisfy(guest -> assertThat(guest).hasToString("5 load"));
        scene.pass(10_200);
        assertThat(patient).allSatisfy(guest -> assertThat(guest).hasToString("5 load"));
    }

    @Test
    void creationWithATimeIsHeldForThatTime() {
        var hurried = overloaded().ask("C", "DEMO", 700);
        scene.pass(600);
        assertThat(hurried).hasToString("");
        scene.pass(200);
        assertThat(hurried).hasToString("5 load");
    }

    @Test
    void heldCreationsComeInNoFasterThanTheLimitAllows() {
        overloaded();
        List<Scene.Guest> patient = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            patient.add(scene.ask("C", "DEMO", UNLIMITED));
        }
        scene.queue("SERVER", 2);
        assertThat(patient.stream().filter(guest -> guest.toString().equals("in")).count()).as("two looks, two each")
                .isEqualTo(4);
        assertThat(patient.get(0)).as("first come, first served").hasToString("in");
        scene.pass(1_000);
        assertThat(patient).allSatisfy(guest -> assertThat(guest).hasToString("in"));
    }

    @Test
    void clientThatGoesAwayWhileHeldIsForgotten() {
        var patient = overloaded().ask("C", "DEMO", UNLIMITED);
        patient.gone = true;
        scene.queue("SERVER", 0);
        scene.pass(60_000);
        assertThat(patient).hasToString("");
    }

    @Test
    void sessionsBeyondTheMostAreRefusedForGoodAndPrestartedOnesDoNotCount() {
        scene.open(s -> s.maxSessions = 2, "C");
        scene.session(true);
        scene.session(true);
        scene.session(false);
        assertThat(scene.ask("C")).hasToString("in");
        Session last = scene.session(false);
        assertThat(scene.ask("C")).hasToString("8 load");
        assertThat(scene.ask("P")).hasToString("8 load");
        assertThat(scene.ask("P", "MONITOR", -1)).as("the operator's own session").hasToString("in");
        assertThat(scene.ask("C", "DEMO", UNLIMITED)).as("waiting does not help").hasToString("8 load");
        assertThat(scene.session(false)).as("one whose adapters were asked before").isNull();
        last.close(dev.sluice.server.session.EndCause.silent("test"), false);
        assertThat(scene.ask("C")).hasToString("in");
    }

    @Test
    void prestartedSessionFindsNoPlaceAtItsFirstBindWhenOthersCameBefore() {
        scene.open(s -> s.maxSessions = 1, "C");
        Session early = scene.session(true);
        scene.session(false);
        assertThat(scene.admission.firstBound(early)).isEqualTo(ErrorCode.MAX_SESSIONS);
        assertThat(early.prestarted()).isTrue();
        scene.admission.maxSessions(0);
        assertThat(scene.admission.firstBound(early)).isNull();
        assertThat(scene.admission.firstBound(early)).as("later ones are no first binds").isNull();
        assertThat(scene.admission.startedSessions()).isEqualTo(2);
    }

    @Test
    void controlStartsAPrestartedSession() {
        scene.open(s -> { }, "C");
        Session session = scene.session(true);
        scene.admission.controlled(session);
        scene.admission.controlled(session);
        assertThat(scene.admission.prestartedSessions()).isZero();
        assertThat(scene.admission.startedSessions()).isEqualTo(1);
        session.close(dev.sluice.server.session.EndCause.silent("test"), false);
        assertThat(scene.admission.startedSessions()).isZero();
    }

    @Test
    @Behaviour(31)
    void blockIsFinalForClientsUnlessARetryIsForced() {
        scene.open(s -> { }, "C");
        Session existing = scene.session(false);
        assertThat(scene.admission.block(null)).isTrue();
        assertThat(scene.admission.status()).isEqualTo(NodeStatus.BLOCKED);
        assertThat(scene.ask("C")).hasToString("10");
        assertThat(scene.ask("P")).hasToString("10");
        assertThat(scene.ask("P", "MONITOR", -1)).hasToString("in");
        assertThat(scene.admission.block(false)).isTrue();
        assertThat(scene.ask("C", "DEMO", UNLIMITED)).hasToString("10");
        assertThat(scene.admission.block(true)).isTrue();
        assertThat(scene.ask("C")).hasToString("5");
        assertThat(existing.closed()).isFalse();
        assertThat(scene.admission.start()).isTrue();
        assertThat(scene.admission.status()).isEqualTo(NodeStatus.RUNNING);
        assertThat(scene.ask("C")).hasToString("in");
        assertThat(scene.admission.start()).as("it runs already").isFalse();
    }

    @Test
    @Behaviour(31)
    void patientCreationIsHeldOnlyBrieflyByABlockWithRetry() {
        scene.open(s -> { }, "C");
        scene.admission.block(true);
        scene.pass(10_000);
        var patient = scene.ask("C", "DEMO", UNLIMITED);
        scene.pass(1_900);
        assertThat(patient).hasToString("");
        scene.pass(200);
        assertThat(patient).hasToString("5");
        var second = scene.ask("C", "DEMO", UNLIMITED);
        scene.pass(1_000);
        scene.admission.start();
        scene.pass(100);
        assertThat(second).hasToString("in");
    }

    @Test
    void stoppedNodeHasNoSessionsAndLetsNobodyIn() {
        scene.open(s -> { }, "C");
        scene.session(false);
        assertThat(scene.admission.stop()).isTrue();
        scene.pass(0);
        assertThat(scene.live()).isZero();
        assertThat(scene.admission.status()).isEqualTo(NodeStatus.STOPPED);
        assertThat(scene.admission.block(true)).as("it does not run").isFalse();
        assertThat(scene.admission.stop()).isFalse();
        assertThat(scene.ask("P", "DEMO", -1)).hasToString("10");
        assertThat(scene.admission.start()).isTrue();
        assertThat(scene.ask("C")).hasToString("in");
    }

    @Test
    @Behaviour(27)
    void livesOfSessionsAreSpreadAsConfigured() {
        scene.open(s -> {
            s.maxSessionDurationMinutes = 100;
            s.sluice.durationSpreadPercent = 20;
        });
        List<Long> lives = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            lives.add(scene.admission.lifeMillis());
        }
        assertThat(lives).allMatch(life -> life > 80 * 60_000L && life <= 100 * 60_000L);
        assertThat(lives.stream().filter(life -> life < 90 * 60_000L).count()).isBetween(300L, 700L);
        Scene even = new Scene().open(s -> s.maxSessionDurationMinutes = 100);
        assertThat(even.admission.lifeMillis()).isEqualTo(100 * 60_000L);
        assertThat(new Scene().open(s -> { }).admission.lifeMillis()).as("no limit").isZero();
    }
}
