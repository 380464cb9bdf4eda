package dev.sluice.server.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.protocol.Row;
import org.junit.jupiter.api.Test;

class UnorderedMessagesTest {

    private final MessageScene scene = new MessageScene();

    @Test
    @Row({"tlcp.msg.unordered_concurrent", "tlcp.msg.done_star"})
    void messagesWithoutSequenceGoOutAtOnce() {
        scene.send(null, 1, "a");
        scene.send(null, 2, "b");
        assertThat(scene.take()).containsExactly("deliver a", "deliver b");
        scene.done("b", "x");
        scene.failed("a", 0, "no");
        assertThat(scene.take()).containsExactly("done null 2 x", "failed null 1 0 no");
    }

    @Test
    @Row("tlcp.msg.fire_and_forget")
    void messagesWithoutNumberHaveNoOutcome() {
        scene.send(null, -1, "a");
        scene.send(null, -1, "b");
        scene.done("a", "x");
        scene.failed("b", 34, "x");
        assertThat(scene.take()).containsExactly("deliver a", "deliver b");
    }

    @Test
    @Row("tlcp.msg.unordered_gap")
    void holesDelayNothingAndAreReportedAfterTheTimeout() {
        scene.send(null, 2, "b", 5, true);
        scene.send(null, 6, "f");
        assertThat(scene.take()).containsExactly("deliver b", "deliver f");
        scene.pass(10_000);
        scene.send(null, 4, "d");
        scene.take();
        scene.pass(20_000);
        assertThat(scene.take()).containsExactly("failed null 1 38 Message skipped by timeout",
                "failed null 3 38 Message skipped by timeout", "failed null 5 38 Message skipped by timeout");
        assertThat(scene.messages.nextWakeMillis()).isEqualTo(ClientMessages.NEVER);
    }

    @Test
    @Row("tlcp.msg.skip_many")
    void wideHolesAreReportedInOneLine() {
        scene.send(null, 2_000_000_000, "z");
        scene.pass(30_000);
        assertThat(scene.take()).containsExactly("deliver z", "failed null 1999999999 39 1999999999");
    }

    @Test
    void filledHolesAreNotReported() {
        scene.send(null, 3, "c");
        scene.send(null, 1, "a");
        scene.send(null, 2, "b");
        assertThat(scene.messages.nextWakeMillis()).isEqualTo(ClientMessages.NEVER);
        scene.pass(60_000);
        assertThat(scene.take()).containsExactly("deliver c", "deliver a", "deliver b");
    }

    @Test
    @Row("tlcp.msg.LS_outcome_false")
    void holesBeforeAMessageWithoutOutcomeAreSilent() {
        scene.send(null, 3, "c", -1, false);
        scene.pass(30_000);
        assertThat(scene.take()).containsExactly("deliver c");
        assertThat(scene.send(null, 2, "b")).isEqualTo("MESSAGE_NUMBER_TOO_LOW");
    }

    @Test
    @Row({"tlcp.msg.duplicate", "tlcp.msg.too_low"})
    void numberIsTakenOnce() {
        scene.send(null, 1, "a");
        assertThat(scene.send(null, 1, "a")).isEqualTo("REQOK");
        assertThat(scene.send(null, 1, "b")).isEqualTo("MESSAGE_NUMBER_TAKEN");
        scene.done("a", "");
        assertThat(scene.send(null, 1, "a")).isEqualTo("MESSAGE_NUMBER_TAKEN");
        assertThat(scene.take()).containsExactly("deliver a", "done null 1 ");
    }

    @Test
    void ofVeryManySkipsTheOldestAreForgotten() {
        int last = 0;
        for (int i = 1; i <= SkippedNumbers.GAPS_KEPT + 10; i++) {
            last = 2 * i;
            scene.send(null, last, "m" + last);
            scene.done("m" + last, "");
        }
        scene.pass(30_000);
        assertThat(scene.send(null, 1, "x")).isEqualTo("MESSAGE_NUMBER_TOO_LOW");
        assertThat(scene.send(null, 2, "x")).isEqualTo("MESSAGE_NUMBER_TOO_LOW");
        assertThat(scene.send(null, last - 1, "x")).isEqualTo("MESSAGE_NUMBER_TOO_LOW");
        assertThat(scene.send(null, last, "x")).isEqualTo("MESSAGE_NUMBER_TAKEN");
    }

    @Test
    @Row("tlcp.msg.state_per_session")
    void everySessionCountsFromOne() {
        scene.send(null, 1, "a");
        assertThat(new MessageScene().send(null, 1, "a")).isEqualTo("REQOK");
    }
}
