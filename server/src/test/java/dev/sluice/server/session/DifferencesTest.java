package dev.sluice.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.diff.DiffAlgorithm;
import dev.sluice.server.item.DiffDefaults;
import dev.sluice.server.protocol.Mode;
import dev.sluice.server.subscription.Schema;
import dev.sluice.server.subscription.Subscription;
import dev.sluice.server.subscription.Terms;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When a field is told by its difference, and when it must not be. */
class DifferencesTest {

    private static final int ALL = DiffAlgorithm.supported(null);
    private static final String TEXT = "the quick brown fox jumps over the lazy dog";
    private static final String LONG = "x".repeat(60);

    private Bench bench = new Bench();
    private final RecordingStream stream = RecordingStream.onWebSocket();

    private Session session(DiffAlgorithm... defaults) {
        bench = new Bench(new DiffDefaults(List.of(defaults), 50));
        Session session = bench.bound(stream);
        stream.lines();
        return session;
    }

    private void subscribe(Session session, int id, int supported, Terms terms, String... fields) {
        Subscription subscription = new Subscription(id, Schema.of(List.of(fields)), List.of("i"), terms, bench.table, session.output(),
                true, null);
        subscription.differences(supported);
        session.subscriptions().add(subscription, i -> 10);
        bench.thread.turn();
        stream.lines();
    }

    private List<String> told(String... pairs) {
        bench.event("i", pairs);
        bench.thread.turn();
        return stream.lines();
    }

    private static String json(String text, int n) {
        return "{\"text\":\"" + text + "\",\"n\":" + n + ",\"filling\":\"" + LONG + "\"}";
    }

    @Test
    void aTextIsToldByItsDifferenceFromTheSecondValueOn() {
        subscribe(session(DiffAlgorithm.TLCP_DIFF), 1, ALL, Bench.terms(Mode.MERGE, 0), "a", "b");
        assertThat(told("a=" + TEXT, "b=1")).containsExactly("U,1,1," + TEXT + "|1");
        assertThat(told("a=" + TEXT + " 5%|", "b=2")).containsExactly("U,1,1,^TBre 5%25%7C|2");
        assertThat(told("a=" + TEXT)).containsExactly("U,1,1,^TBr|");
    }

    @Test
    void aDifferenceThatIsNotShorterIsNotTold() {
        subscribe(session(DiffAlgorithm.TLCP_DIFF), 1, ALL, Bench.terms(Mode.MERGE, 0), "a");
        told("a=abc");
        assertThat(told("a=abd")).containsExactly("U,1,1,abd");
    }

    @Test
    void nullAndEmptyHaveNoDifference() {
        subscribe(session(DiffAlgorithm.TLCP_DIFF), 1, ALL, Bench.terms(Mode.MERGE, 0), "a");
        assertThat(told("a")).containsExactly("U,1,1,#");
        assertThat(told("a=" + TEXT)).containsExactly("U,1,1," + TEXT);
        assertThat(told("a=")).containsExactly("U,1,1,$");
        assertThat(told("a=" + TEXT)).containsExactly("U,1,1," + TEXT);
        assertThat(told("a")).containsExactly("U,1,1,#");
    }

    @Test
    void surrogatesAreToldWhole() {
        subscribe(session(DiffAlgorithm.TLCP_DIFF), 1, ALL, Bench.terms(Mode.MERGE, 0), "a");
        told("a=" + TEXT);
        assertThat(told("a=" + TEXT + "\uD83D\uDE00")).containsExactly("U,1,1," + TEXT + "\uD83D\uDE00");
        assertThat(told("a=" + TEXT)).containsExactly("U,1,1," + TEXT);
    }

    @Test
    void afterAPatchNoTextDifferenceUntilAValueWasToldWhole() {
        subscribe(session(DiffAlgorithm.JSON_PATCH, DiffAlgorithm.TLCP_DIFF), 1, ALL, Bench.terms(Mode.MERGE, 0), "a");
        told("a=" + json("a", 1));
        assertThat(told("a=" + json("a|b", 1)))
                .containsExactly("U,1,1,^P[{\"op\":\"replace\",\"path\":\"/text\",\"value\":\"a%7Cb\"}]");
        assertThat(told("a=" + json("a|b", 1) + " no JSON")).containsExactly("U,1,1," + json("a%7Cb", 1) + " no JSON");
        assertThat(told("a=" + json("a|b", 1) + " no JSON!")).first().asString().startsWith("U,1,1,^T");
    }

    @Test
    void onceToldByPatchAValueIsComparedAsATree() {
        subscribe(session(DiffAlgorithm.JSON_PATCH), 1, ALL, Bench.terms(Mode.MERGE, 0), "a", "b");
        told("a=" + json("a", 1), "b=1");
        String spaced = json("a", 1).replace(":", ": ");
        assertThat(told("a=" + spaced)).containsExactly("U,1,1," + spaced + "|");
        assertThat(told("a=" + json("a", 2))).containsExactly("U,1,1,^P[{\"op\":\"replace\",\"path\":\"/n\",\"value\":2}]|");
        assertThat(told("a=" + json("a", 2).replace(":", " : "), "b=2")).containsExactly("U,1,1,|2");
        assertThat(told("a=" + json("a", 2))).isEmpty();
        assertThat(told("a=" + json("a", 3))).containsExactly("U,1,1,^P[{\"op\":\"replace\",\"path\":\"/n\",\"value\":3}]|");
    }

    @Test
    void shortJsonIsToldWhole() {
        subscribe(session(DiffAlgorithm.JSON_PATCH), 1, ALL, Bench.terms(Mode.MERGE, 0), "a");
        told("a={\"text\":\"abcdefghijklmnopqrst\",\"n\":1,\"m\":123456}");
        String next = "{\"text\":\"abcdefghijklmnopqrst\",\"n\":2,\"m\":123456}";
        assertThat(next).hasSizeLessThan(50);
        assertThat(told("a=" + next)).containsExactly("U,1,1," + next);
    }

    @Test
    void withoutAMinimumEveryPatchIsTold() {
        bench = new Bench(new DiffDefaults(List.of(DiffAlgorithm.JSON_PATCH), 0));
        Session session = bench.bound(stream);
        subscribe(session, 1, ALL, Bench.terms(Mode.MERGE, 0), "a");
        told("a={\"n\":1}");
        assertThat(told("a={\"n\":2}")).containsExactly("U,1,1,^P[{\"op\":\"replace\",\"path\":\"/n\",\"value\":2}]");
    }

    @Test
    void onlyAlgorithmsTheClientKnowsAreUsed() {
        Session session = session(DiffAlgorithm.JSON_PATCH, DiffAlgorithm.TLCP_DIFF);
        subscribe(session, 1, DiffAlgorithm.supported(Set.of("T", "Z")), Bench.terms(Mode.MERGE, 0), "a");
        subscribe(session, 2, DiffAlgorithm.supported(Set.of("P")), Bench.terms(Mode.MERGE, 0), "a");
        subscribe(session, 3, DiffAlgorithm.supported(Set.of()), Bench.terms(Mode.MERGE, 0), "a");
        told("a=" + json("a", 1));
        assertThat(told("a=" + json("b", 1))).hasSize(3).anyMatch(line -> line.startsWith("U,1,1,^T"))
                .anyMatch(line -> line.startsWith("U,2,1,^P")).contains("U,3,1," + json("b", 1));
    }

    @Test
    void withoutDeltaDeliveryEveryValueIsToldWhole() {
        Session session = session(DiffAlgorithm.TLCP_DIFF);
        Subscription whole = new Subscription(1, Schema.of(List.of("a", "b")), List.of("i"), Bench.terms(Mode.MERGE, 0),
                bench.table, session.output(), false, null);
        whole.differences(ALL);
        session.subscriptions().add(whole, i -> 10);
        told("a=" + TEXT, "b=1");
        assertThat(told("a=" + TEXT + "!")).containsExactly("U,1,1," + TEXT + "!|1");
    }

    @Test
    void keyAndCommandAreNeverToldByTheirDifference() {
        subscribe(session(DiffAlgorithm.TLCP_DIFF), 1, ALL, Bench.terms(Mode.COMMAND, 0), "key", "command", "a");
        told("key=" + TEXT + "1", "command=ADD", "a=" + TEXT + "1");
        assertThat(told("key=" + TEXT + "2", "command=ADD", "a=" + TEXT + "2")).containsExactly("U,1,1," + TEXT + "2||^TBrb2");
    }

    @Test
    void theAdapterDecidesFieldByFieldAndItsFirstWordCounts() {
        Session session = session(DiffAlgorithm.TLCP_DIFF);
        subscribe(session, 1, ALL, Bench.terms(Mode.MERGE, 0), "a", "b", "c");
        bench.open.get("i").declareDiffOrder(Map.of("a", List.of()));
        bench.open.get("i").declareDiffOrder(Map.of("a", List.of(DiffAlgorithm.TLCP_DIFF), "b", List.of(DiffAlgorithm.TLCP_DIFF)));
        told("a=" + TEXT, "b=" + TEXT, "c=" + TEXT);
        bench.open.get("i").declareDiffOrder(Map.of("c", List.of()));
        assertThat(told("a=" + TEXT + "!", "b=" + TEXT + "!", "c=" + TEXT + "!"))
                .containsExactly("U,1,1," + TEXT + "!|^TBrb!|^TBrb!");
    }

    @Test
    void aSlowClientIsToldTheDifferenceFromWhatItHolds() {
        subscribe(session(DiffAlgorithm.TLCP_DIFF), 1, ALL, Bench.terms(Mode.MERGE, 0), "a");
        told("a=" + TEXT);
        stream.writable = false;
        assertThat(told("a=something else that is also quite long")).isEmpty();
        assertThat(told("a=" + TEXT + "?")).isEmpty();
        stream.becomeWritable();
        bench.thread.turn();
        assertThat(stream.lines()).containsExactly("U,1,1,^TBrb?");
    }

    @Test
    void clientsWithTheSameBaselineShareTheBytes() {
        Session session = session(DiffAlgorithm.TLCP_DIFF);
        subscribe(session, 1, ALL, Bench.terms(Mode.MERGE, 0), "a");
        subscribe(session, 2, ALL, Bench.terms(Mode.MERGE, 0), "a");
        told("a=" + TEXT);
        assertThat(told("a=" + TEXT + "!")).containsExactlyInAnyOrder("U,1,1,^TBrb!", "U,2,1,^TBrb!");
    }

    @Test
    void aDifferenceIsRepeatedByteForByte() {
        Session session = session(DiffAlgorithm.TLCP_DIFF);
        subscribe(session, 1, ALL, Bench.terms(Mode.MERGE, 0), "a");
        told("a=" + TEXT);
        told("a=" + TEXT + "!");
        stream.lose();
        RecordingStream next = RecordingStream.onWebSocket();
        session.bind(next, Bench.streaming(Long.MAX_VALUE), false, 3, Bench.UNTOLD);
        bench.thread.turn();
        assertThat(next.lines()).endsWith("PROG,3", "U,1,1,^TBrb!");
    }
}
