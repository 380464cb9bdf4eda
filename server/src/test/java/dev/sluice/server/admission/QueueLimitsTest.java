package dev.sluice.server.admission;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.sluice.server.cluster.Behaviour;
import dev.sluice.server.LogLines;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which limit pauses which sockets, and when creations are refused. C creates, R controls, G is general, P priority; s is TLS, a TLS with certificates. */
class QueueLimitsTest {

    private final Scene scene = new Scene();

    /** A limit of 3 on everything, so that whatever is not exceeded cannot act. */
    private Scene limited(String... sockets) {
        return scene.open(s -> {
            s.acceptPoolMaxQueue = 3;
            s.serverPoolMaxQueue = 3;
            s.pumpPoolMaxQueue = 3;
            s.handshakePoolMaxQueue = 3;
            s.httpsAuthPoolMaxQueue = 3;
        }, sockets);
    }

    @ParameterizedTest
    @CsvSource({"ACCEPT,in", "SERVER,5 load", "PUMP,5 load", "HANDSHAKE,in", "CERTIFICATES,in"})
    @Behaviour(8)
    void exceededQueueRefusesCreationsOnlyWhereItIsSaidTo(String queue, String answer) {
        limited("C", "G");
        scene.queue(queue, 3);
        assertThat(scene.ask("C")).hasToString("in");
        scene.queue(queue, 4);
        assertThat(scene.ask("C")).hasToString(answer);
        assertThat(scene.ask("G")).hasToString(answer);
        assertThat(scene.ask("P")).hasToString("in");
        scene.queue(queue, 3);
        assertThat(scene.ask("C")).hasToString("in");
    }

    @ParameterizedTest
    @CsvSource({"ACCEPT", "SERVER", "PUMP"})
    @Behaviour(8)
    void exceededQueuePausesAllSocketsForCreationsAndNoOther(String queue) {
        limited("C", "sC", "aC", "R", "sR", "G", "sG", "P", "sP");
        scene.queue(queue, 4);
        assertThat(scene.paused()).isEqualTo("C sC aC");
        scene.queue(queue, 3);
        assertThat(scene.paused()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "HANDSHAKE, C sC aC R sR aR G sG P, sC",
        "CERTIFICATES, C sC aC R sR aR G aG P, aC",
        "HANDSHAKE, C aC R sR aR G P, C aC sR",
        "HANDSHAKE, C aC sR aG, C aC sR",
        "HANDSHAKE, C sR sG, ''",
        "HANDSHAKE, C R G aR, ''",
        "CERTIFICATES, C sC aR sR, C sC aR",
        "CERTIFICATES, C aR aG, ''"})
    @Behaviour(8)
    void handshakesPauseSocketsByTheirDeclaredUse(String queue, String sockets, String paused) {
        limited(sockets.split(" "));
        scene.queue(queue, 4);
        assertThat(scene.paused().split(" ")).containsExactlyInAnyOrder(paused.split(" "));
        scene.queue(queue, 3);
        assertThat(scene.paused()).isEmpty();
    }

    @Test
    @Behaviour({8, 9})
    void limitOnPrestartedSessionsKeepsControlSocketsOpenForHandshakes() {
        scene.open(s -> {
            s.handshakePoolMaxQueue = 3;
            s.prestartedMaxQueue = 100;
        }, "C", "sR");
        scene.queue("HANDSHAKE", 4);
        assertThat(scene.paused()).isEqualTo("C");
    }

    @Test
    @Behaviour(9)
    void prestartedSessionsBeyondTheLimitRefuseAndPause() {
        scene.open(s -> s.prestartedMaxQueue = 1, "C", "R");
        scene.session(true);
        assertThat(scene.ask("C")).hasToString("in");
        var second = scene.session(true);
        scene.pass(100);
        assertThat(scene.paused()).isEqualTo("C");
        assertThat(scene.ask("C")).hasToString("5 load");
        assertThat(scene.admission.firstBound(second)).isNull();
        scene.pass(100);
        assertThat(scene.paused()).isEmpty();
        assertThat(scene.ask("C")).hasToString("in");
        assertThat(scene.admission.prestartedSessions()).isEqualTo(1);
        assertThat(scene.admission.startedSessions()).isEqualTo(1);
    }

    @Test
    void queuesOfAdaptersAreAddedUp() {
        limited("C");
        scene.queue("SERVER", 1);
        scene.queue("SET A", 1);
        scene.queue("DATA A.X", 1);
        assertThat(scene.ask("C")).hasToString("in");
        scene.queue("MSG A", 1);
        assertThat(scene.ask("C")).hasToString("5 load");
    }

    @Test
    void poolWithALimitOfItsOwnIsComparedAlone() {
        scene.alone("AUTHENTICATION A", 2);
        limited("C");
        scene.queue("AUTHENTICATION A", 2);
        scene.queue("SERVER", 3);
        assertThat(scene.ask("C")).hasToString("in");
        scene.queue("AUTHENTICATION A", 3);
        assertThat(scene.ask("C")).hasToString("5 load");
        assertThat(scene.paused()).isEqualTo("C");
    }

    @Test
    void zeroIsALimitAndBelowZeroIsNone() {
        scene.open(s -> {
            s.serverPoolMaxQueue = 0;
            s.pumpPoolMaxQueue = -1;
        }, "C");
        scene.queue("PUMP", 1_000_000);
        assertThat(scene.ask("C")).hasToString("in");
        scene.queue("SERVER", 1);
        assertThat(scene.ask("C")).hasToString("5 load");
    }

    @Test
    void operatorIsToldOfBeginAndEndWithValueLimitAndAdviceAndNotOfEveryChange() {
        try (LogLines log = LogLines.of("LightstreamerLogger.scheduler")) {
            limited("C");
            scene.queue("SERVER", 7);
            assertThat(log.at(Level.WARN)).hasSize(2);
            assertThat(log.at(Level.WARN).get(0)).startsWith("Server overloaded: 7 calls of adapters wait")
                    .contains("more than server_pool_max_queue=3", "new sessions are refused until", "look which pool's queue is long");
            assertThat(log.at(Level.WARN).get(1)).startsWith("New accept pauses on \"C\": 7 calls of adapters wait");
            scene.queue("SERVER", 2);
            assertThat(log.at(Level.INFO)).singleElement().asString().startsWith("Server no longer overloaded: 2 calls")
                    .endsWith("after 100 ms");
            for (int i = 0; i < 20; i++) {
                scene.queue("SERVER", 4);
                scene.queue("SERVER", 3);
            }
            assertThat(log.at(Level.WARN)).as("nothing more for ten seconds").hasSize(2);
            scene.pass(10_000);
            scene.queue("SERVER", 4);
            assertThat(log.at(Level.WARN).get(2)).contains("(and 20 times more since this was last told)");
        }
    }
}
