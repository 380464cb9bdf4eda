package dev.sluice.server.diff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextDiffTest {

    @ParameterizedTest
    @CsvSource({"0,a", "3,d", "25,z", "26,Ba", "29,Bd", "51,Bz", "52,Ca", "675,Zz", "676,BAa", "700,BAy"})
    void numbersAreWrittenInBase26(int number, String text) {
        StringBuilder out = new StringBuilder();
        TextDiff.number(out, number);
        assertThat(out).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource({"foo,d,foo", "foobar,d,foo", "foobar,bdzap,fzap", "foobar,bdzapcd,fzapbar", "foobar,adzapad,zapfoo",
        "foobar,cacc,foar", "fzapbar,aabg,zapbar", "zapbar,ddxyz,zapxyz", "'','adfoo',foo", "foobar,baeb,fr",
        "foo,'dg%$=,+|','foo%$=,+|'"})
    void theDecoderOfTheseTestsReadsTheHandCheckedExamples(String before, String payload, String after) {
        assertThat(Decoding.text(before, payload)).isEqualTo(after);
    }

    @ParameterizedTest
    @CsvSource({"foobar,d,foo", "foobar,bdzap,fzap", "foobar,cacc,foar", "fzapbar,aabg,zapbar", "'',adfoo,foo",
        "foo,'dg%$=,+|','foo%$=,+|'"})
    void theDifferenceIsTheShortest(String before, String payload, String after) {
        assertThat(TextDiff.between(before, after)).isEqualTo(payload);
    }

    @Test
    void longStretchesAreCopiedByNumbersOfTwoLetters() {
        String before = "x".repeat(31) + "y".repeat(26);
        assertThat(Decoding.text(before, "BdacBa")).isEqualTo("x".repeat(29) + "y".repeat(26));
        assertThat(TextDiff.between(before, "x".repeat(29) + "y".repeat(26))).isEqualTo("BdacBa");
    }

    @Test
    void aCopyTooShortToPayIsAddedInstead() {
        assertThat(TextDiff.between("....ab-cd....", "....XY-ZW....")).isEqualTo("efXY-ZWfe");
    }

    @Test
    void surrogatesHaveNoDifference() {
        assertThat(TextDiff.between("a\uD83D\uDE00", "ab")).isNull();
        assertThat(TextDiff.between("ab", "a\uD83D\uDE00")).isNull();
    }

    @Test
    void randomEditsComeBackAsTheyWere() {
        Random random = new Random(20261127);
        for (int round = 0; round < 3_000; round++) {
            String before = text(random, random.nextInt(200), 1 + random.nextInt(20));
            StringBuilder after = new StringBuilder(before);
            for (int edits = random.nextInt(8); edits > 0; edits--) {
                int at = random.nextInt(after.length() + 1);
                if (random.nextBoolean()) {
                    after.insert(at, text(random, random.nextInt(12), 20));
                } else {
                    after.delete(at, Math.min(after.length(), at + random.nextInt(12)));
                }
            }
            String payload = TextDiff.between(before, after.toString());
            assertThat(Decoding.text(before, payload)).as("from %s by %s", before, payload).isEqualTo(after.toString());
        }
    }

    @Test
    void textsWithNothingInCommonComeBackToo() {
        Random random = new Random(7);
        for (int round = 0; round < 20; round++) {
            String before = text(random, 3_000, 20);
            String after = text(random, 3_000, 20);
            assertThat(Decoding.text(before, TextDiff.between(before, after))).isEqualTo(after);
        }
    }

    private static String text(Random random, int length, int letters) {
        return random.ints(length, 0, letters).collect(StringBuilder::new, (s, n) -> s.append("abcdefghijkl |%\u20ac\n{}\"".charAt(n)),
                StringBuilder::append).toString();
    }
}
