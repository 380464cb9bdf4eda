package dev.sluice.server.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How much may wait for messages that do not come. */
class HeldMessagesTest {

    private final MessageScene scene = new MessageScene();

    @Test
    void oneMessageTooManyBehindGapsIsRefusedAndTheOthersStay() {
        int half = ClientMessages.MOST_HELD / 2;
        for (int i = 0; i < half; i++) {
            assertThat(scene.send("A", 2 + i, "a" + i)).isEqualTo("REQOK");
            assertThat(scene.send("B", 2 + i, "b" + i)).isEqualTo("REQOK");
        }
        assertThat(scene.send("A", half + 2, "more")).isEqualTo("SERVER_ERROR");
        assertThat(scene.refusalText).contains("number 1 of sequence A", "1000", "send what is missing first");
        assertThat(scene.send("A", 1, "first")).isEqualTo("REQOK");
        assertThat(scene.send("A", half + 2, "more")).isEqualTo("REQOK");
        assertThat(scene.send("B", half + 3, "behind another gap")).isEqualTo("REQOK");
        assertThat(scene.take()).containsExactly("deliver first");
    }

    @Test
    void whatIsSkippedMakesRoom() {
        for (int i = 0; i < ClientMessages.MOST_HELD; i++) {
            assertThat(scene.send("A", 2 + i, "a" + i, 50, true)).isEqualTo("REQOK");
        }
        scene.pass(60);
        assertThat(scene.take()).contains("deliver a0");
        assertThat(scene.send("B", 2, "b")).isEqualTo("REQOK");
    }

    @Test
    void textsAreCountedToo() {
        String text = "x".repeat(ClientMessages.MOST_HELD_CHARACTERS / 2);
        assertThat(scene.send("A", 3, text)).isEqualTo("REQOK");
        assertThat(scene.send("A", 4, text)).isEqualTo("REQOK");
        assertThat(scene.send("A", 5, "x")).isEqualTo("SERVER_ERROR");
        assertThat(scene.send("A", 1, text)).isEqualTo("REQOK");
    }

    @Test
    void oldGapsOfUnorderedMessagesAreGivenUpWhenThereAreVeryMany() {
        for (int i = 0; i <= ClientMessages.MOST_HELD; i++) {
            assertThat(scene.send(null, 2 + 2 * i, "m" + i)).isEqualTo("REQOK");
        }
        assertThat(scene.take()).filteredOn(line -> line.startsWith("failed")).singleElement().asString().startsWith("failed null 1 38 ");
    }

    @Test
    void asManySequencesAsThereMayBe() {
        for (int i = 0; i < ClientMessages.MOST_SEQUENCES; i++) {
            scene.send("S" + i, 1, "m");
        }
        assertThat(scene.send("one_more", 1, "m")).isEqualTo("SERVER_ERROR");
        assertThat(scene.send("S7", 2, "m")).isEqualTo("REQOK");
    }
}
