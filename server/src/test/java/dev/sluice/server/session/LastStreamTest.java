package dev.sluice.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a bind means that comes now. */
class LastStreamTest {

    private final Object socket = "first socket";
    private final Object other = "other socket";
    private final LastStream stream = new LastStream();

    private static BindOrigin from(Object webSocket) {
        return new BindOrigin(null, webSocket, null, null);
    }

    @Test
    void aPlainBindFromASocketThatWasGivenUpForARecoveryIsOvertaken() {
        stream.begin(from(socket), false, false);
        stream.lose(0, 10);
        stream.begin(from(null), true, true);
        stream.loop(null, 20, 10);
        assertThat(stream.overtakes(socket)).isTrue();
        assertThat(stream.overtakes(other)).isFalse();
        assertThat(stream.overtakes(null)).isFalse();
    }

    @Test
    void everyPlainBindIsOvertakenWhileARecoveryIsBeingAnswered() {
        stream.begin(from(socket), false, false);
        stream.begin(from(null), true, true);
        assertThat(stream.overtakes(other)).isTrue();
        assertThat(stream.overtakes(null)).isTrue();
        stream.loop(null, 0, 10);
        assertThat(stream.overtakes(null)).isFalse();
    }

    @Test
    void aStreamThatBeganAsARecoveryMayBeTakenOver() {
        stream.begin(from(socket), false, false);
        stream.begin(from(other), false, true);
        assertThat(stream.overtakes(socket)).isFalse();
    }

    @Test
    void aRecoveryOnTheSameSocketGivesNothingUp() {
        stream.begin(from(socket), false, false);
        stream.loop(null, 0, 10);
        stream.begin(from(socket), true, true);
        stream.loop(null, 0, 10);
        assertThat(stream.overtakes(socket)).isFalse();
    }

    @Test
    void aPlainBindShowsThatNothingWasSeenOfABrokenStreamOrAPollThatIsNotAnswered() {
        stream.begin(from(null), false, false);
        assertThat(stream.unseen()).isFalse();
        stream.loop(null, 0, 10);
        assertThat(stream.unseen()).isFalse();
        stream.begin(from(null), true, false);
        assertThat(stream.unseen()).isTrue();
        stream.lose(0, 10);
        assertThat(stream.unseen()).isTrue();
    }

    @Test
    void theNextStreamIsAwaitedUntilItBegins() {
        assertThat(stream.awaitedUntil()).isEqualTo(Long.MAX_VALUE);
        stream.begin(from(null), false, false);
        stream.loop(null, 1_000, 300);
        assertThat(stream.awaitedUntil()).isEqualTo(1_300);
        assertThat(stream.waitedMillis(1_100)).isEqualTo(100);
        stream.begin(from(null), false, false);
        assertThat(stream.awaitedUntil()).isEqualTo(Long.MAX_VALUE);
        assertThat(stream.waitedMillis(1_200)).isZero();
    }

    @Test
    void doubtLengthensTheWaitAfterALoopOnly() {
        stream.begin(from(null), false, false);
        assertThat(stream.doubt(0, 500)).isFalse();
        stream.loop(null, 1_000, 300);
        assertThat(stream.doubt(1_100, 100)).isTrue();
        assertThat(stream.awaitedUntil()).isEqualTo(1_300);
        assertThat(stream.doubt(1_100, 500)).isTrue();
        assertThat(stream.awaitedUntil()).isEqualTo(1_600);
        stream.begin(from(null), false, false);
        stream.lose(2_000, 100);
        assertThat(stream.doubt(2_000, 500)).isFalse();
        assertThat(stream.awaitedUntil()).isEqualTo(2_100);
    }
}
