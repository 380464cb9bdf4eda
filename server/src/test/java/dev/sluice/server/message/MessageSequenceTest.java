package dev.sluice.server.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.protocol.Row;
import org.junit.jupiter.api.Test;

class MessageSequenceTest {

    private static final String SKIPPED_ONE = "38 Message skipped by timeout";
    private final MessageScene scene = new MessageScene();

    @Test
    @Row({"tlcp.msg.sequence_order", "tlcp.msg.done", "tlcp.msg.done_null"})
    void nextMessageWaitsForTheOutcomeOfThePrevious() {
        scene.send("S", 1, "a");
        scene.send("S", 2, "b");
        assertThat(scene.take()).containsExactly("deliver a");
        scene.done("a", "fine");
        assertThat(scene.take()).containsExactly("done S 1 fine", "deliver b");
        scene.done("b", null);
        assertThat(scene.take()).containsExactly("done S 2 ");
        assertThat(scene.messages.nextWakeMillis()).isEqualTo(ClientMessages.NEVER);
    }

    @Test
    @Row("tlcp.msg.out_of_order")
    void laterNumbersAreHeldUntilThePredecessorsCome() {
        scene.send("S", 3, "c");
        scene.send("S", 2, "b");
        assertThat(scene.take()).isEmpty();
        scene.send("S", 1, "a");
        scene.done("a", "");
        scene.done("b", "");
        assertThat(scene.take()).containsExactly("deliver a", "done S 1 ", "deliver b", "done S 2 ", "deliver c");
        assertThat(scene.messages.nextWakeMillis()).isEqualTo(ClientMessages.NEVER);
    }

    @Test
    void sequencesDoNotWaitForEachOther() {
        scene.send("S", 1, "a");
        scene.send("T", 1, "b");
        assertThat(scene.take()).containsExactly("deliver a", "deliver b");
        scene.done("b", "");
        scene.done("a", "");
        assertThat(scene.take()).containsExactly("done T 1 ", "done S 1 ");
    }

    @Test
    @Row({"tlcp.msg.refused", "tlcp.msg.error34", "tlcp.msg.error35"})
    void failureLetsTheNextOneGo() {
        scene.send("S", 1, "a");
        scene.send("S", 2, "b");
        scene.take();
        scene.failed("a", -5, null);
        scene.failed("b", 35, "oops");
        assertThat(scene.take()).containsExactly("failed S 1 -5 ", "deliver b", "failed S 2 35 oops");
    }

    @Test
    @Row({"tlcp.msg.LS_max_wait", "tlcp.msg.skip_many"})
    void severalMissingNumbersAreSkippedInOneLine() {
        scene.send("S", 1, "a");
        scene.done("a", "");
        scene.send("S", 4, "d", 500, true);
        scene.take();
        scene.pass(499);
        assertThat(scene.take()).isEmpty();
        scene.pass(1);
        assertThat(scene.take()).containsExactly("failed S 3 39 2", "deliver d");
    }

    @Test
    @Row({"tlcp.msg.LS_max_wait", "tlcp.msg.skip_one"})
    void waitIsCappedByTheServerValue() {
        scene.send("S", 2, "b", 1_000_000, true);
        scene.pass(29_999);
        assertThat(scene.take()).isEmpty();
        scene.pass(1);
        assertThat(scene.take()).containsExactly("failed S 1 " + SKIPPED_ONE, "deliver b");
    }

    @Test
    void zeroWaitSkipsAfterTheAnswer() {
        assertThat(scene.send("S", 3, "c", 0, true)).isEqualTo("REQOK");
        assertThat(scene.take()).isEmpty();
        assertThat(scene.messages.nextWakeMillis()).isEqualTo(scene.now);
        scene.pass(0);
        assertThat(scene.take()).containsExactly("failed S 2 39 2", "deliver c");
    }

    @Test
    void impatientMessageReleasesAllGapsBeforeItInOrder() {
        scene.send("S", 2, "b");
        scene.send("S", 5, "e", 100, true);
        scene.pass(100);
        assertThat(scene.take()).containsExactly("failed S 1 " + SKIPPED_ONE, "deliver b");
        scene.done("b", "");
        assertThat(scene.take()).containsExactly("done S 2 ", "failed S 4 39 2", "deliver e");
    }

    @Test
    void missingNumberThatComesWhileThePredecessorRunsIsStillTaken() {
        scene.send("S", 1, "a");
        scene.send("S", 3, "c", 100, true);
        scene.take();
        scene.pass(200);
        assertThat(scene.take()).isEmpty();
        assertThat(scene.send("S", 2, "b")).isEqualTo("REQOK");
        scene.done("a", "");
        scene.done("b", "");
        assertThat(scene.take()).containsExactly("done S 1 ", "deliver b", "done S 2 ", "deliver c");
    }

    @Test
    @Row({"tlcp.msg.duplicate", "tlcp.msg.too_low"})
    void numbersOfThePastAreRefused() {
        scene.send("S", 2, "b", 0, true);
        scene.pass(0);
        scene.done("b", "");
        assertThat(scene.send("S", 1, "a")).isEqualTo("MESSAGE_NUMBER_TOO_LOW");
        assertThat(scene.send("S", 2, "b")).isEqualTo("MESSAGE_NUMBER_TAKEN");
        scene.send("S", 5, "e");
        assertThat(scene.send("S", 5, "other")).isEqualTo("MESSAGE_NUMBER_TAKEN");
    }

    @Test
    @Row("tlcp.msg.duplicate")
    void resentMessageIsTakenOnceWhileItsOutcomeIsDue() {
        scene.send("S", 1, "a");
        scene.send("S", 2, "b");
        assertThat(scene.send("S", 1, "a")).isEqualTo("REQOK");
        assertThat(scene.send("S", 2, "b")).isEqualTo("REQOK");
        assertThat(scene.send("S", 1, "changed")).isEqualTo("MESSAGE_NUMBER_TAKEN");
        scene.done("a", "");
        scene.done("b", "");
        assertThat(scene.take()).containsExactly("deliver a", "done S 1 ", "deliver b", "done S 2 ");
        assertThat(scene.send("S", 1, "a")).isEqualTo("MESSAGE_NUMBER_TAKEN");
    }

    @Test
    @Row({"tlcp.msg.LS_outcome_false", "tlcp.msg.duplicate"})
    void unwantedOutcomesAreSilentForSkipsToo() {
        scene.send("S", 3, "c", 0, false);
        scene.pass(0);
        assertThat(scene.send("S", 3, "c", 0, false)).isEqualTo("MESSAGE_NUMBER_TAKEN");
        scene.failed("c", 34, "x");
        scene.send("S", 4, "d", 0, false);
        scene.done("d", "x");
        assertThat(scene.take()).containsExactly("deliver c", "deliver d");
    }

    @Test
    void numbersEndWithTheLargestInt() {
        scene.send("S", Integer.MAX_VALUE, "z", 0, true);
        scene.pass(0);
        scene.done("z", "");
        assertThat(scene.take()).containsExactly("failed S 2147483646 39 2147483646", "deliver z", "done S 2147483647 ");
        assertThat(scene.send("S", Integer.MAX_VALUE, "z")).isEqualTo("MESSAGE_NUMBER_TAKEN");
    }

    @Test
    void outcomeOfAnUnknownTokenIsIgnored() {
        scene.messages.onDone(99, "x");
        scene.messages.onFailed(99, 34, "x");
        assertThat(scene.take()).isEmpty();
    }
}
