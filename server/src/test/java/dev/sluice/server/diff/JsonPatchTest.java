package dev.sluice.server.diff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPatchTest {

    private static String between(String before, String after) {
        return JsonPatch.between(JsonTree.parse(before), JsonTree.parse(after));
    }

    @Test
    void aChangedMemberIsReplaced() {
        assertThat(between("{\"text\":\"a\",\"n\":1}", "{\"text\":\"a|b\",\"n\":1}"))
                .isEqualTo("[{\"op\":\"replace\",\"path\":\"/text\",\"value\":\"a|b\"}]");
    }

    @Test
    void membersComeAndGo() {
        assertThat(between("{\"a\":1,\"b/~\":2}", "{\"a\":1,\"c\":null}")).isEqualTo(
                "[{\"op\":\"remove\",\"path\":\"/b~1~0\"},{\"op\":\"add\",\"path\":\"/c\",\"value\":null}]");
    }

    @Test
    void elementsAreFoundAgain() {
        assertThat(between("[1,2,3,4,5]", "[1,3,4,9,5]")).isEqualTo(
                "[{\"op\":\"remove\",\"path\":\"/1\"},{\"op\":\"add\",\"path\":\"/3\",\"value\":9}]");
    }

    @Test
    void aChangeDeepInsideIsToldAloneUnlessTheWholeIsShorter() {
        String filling = "x".repeat(100);
        assertThat(between("{\"a\":[{\"b\":\"" + filling + "\",\"c\":1}]}", "{\"a\":[{\"b\":\"" + filling + "\",\"c\":2}]}"))
                .isEqualTo("[{\"op\":\"replace\",\"path\":\"/a/0/c\",\"value\":2}]");
        assertThat(between("{\"a\":{\"b\":1,\"c\":2,\"d\":3}}", "{\"a\":{\"e\":1}}"))
                .isEqualTo("[{\"op\":\"replace\",\"path\":\"/a\",\"value\":{\"e\":1}}]");
    }

    @Test
    void equalTreesAndOtherKindsOfValuesHaveNoPatch() {
        assertThat(between("{\"a\":1,\"b\":2}", "{ \"b\" : 2, \"a\":1 }")).isNull();
        assertThat(between("[1]", "{\"a\":1}")).isNull();
        assertThat(between("1", "2")).isNull();
    }

    @Test
    void numbersCountAsWritten() {
        assertThat(between("{\"a\":1}", "{\"a\":1.0}")).contains("1.0");
    }

    @Test
    void keysThatLibrariesRefuseAreNotPatched() {
        assertThat(between("{\"__proto__\":1,\"a\":1}", "{\"__proto__\":2,\"a\":1}")).isNull();
        assertThat(between("{\"\":1}", "{\"\":2}")).isNull();
        assertThat(between("{\"constructor\":{\"a\":1,\"b\":1},\"z\":1}", "{\"constructor\":{\"a\":1,\"b\":1},\"z\":2}")).isNotNull();
        assertThat(between("{\"a\":{\"constructor\":1}}", "{\"a\":{\"constructor\":2}}"))
                .isEqualTo("[{\"op\":\"replace\",\"path\":\"/a\",\"value\":{\"constructor\":2}}]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "{\"a\":1,\"a\":2}", "{'a':1}", "[1,]", "[01]", "[NaN]", "[1] 2", "{\"a\":1}x", "// \n[1]"})
    void whatIsNotJsonHasNoTree(String text) {
        assertThat(JsonTree.parse(text)).isNull();
    }

    @Test
    void whatIsNestedTooDeeplyHasNoTree() {
        assertThat(JsonTree.parse("[".repeat(100) + "]".repeat(100))).isNotNull();
        assertThat(JsonTree.parse("[".repeat(101) + "]".repeat(101))).isNull();
    }

    @Test
    void stringsAreEscapedAndHalfPairsSurvive() {
        StringBuilder out = new StringBuilder();
        JsonTree.quote(out, "a\"\\\n\u20ac\uD83D\uDE00\uD83D");
        assertThat(out).hasToString("\"a\\\"\\\\\\u000a\u20ac\uD83D\uDE00\\ud83d\"");
    }

    @Test
    void randomChangesComeBackAsTheyWere() {
        Random random = new Random(42);
        for (int round = 0; round < 5_000; round++) {
            Object before = tree(random, 3, false);
            Object after = changed(random, before);
            String patch = JsonPatch.between(before, after);
            if (before.equals(after)) {
                assertThat(patch).isNull();
            } else {
                StringBuilder copy = new StringBuilder();
                JsonTree.write(copy, before);
                assertThat(Decoding.patch(JsonTree.parse(copy.toString()), patch)).as("%s by %s", copy, patch).isEqualTo(after);
            }
        }
    }

    private static Object tree(Random random, int depth, boolean leaf) {
        int kind = random.nextInt(depth == 0 || leaf && random.nextBoolean() ? 2 : 4);
        if (depth < 3 && kind < 2) {
            return kind == 0 ? "s" + random.nextInt(4) + "/~" : new JsonTree.Literal(Integer.toString(random.nextInt(5)));
        }
        if (kind % 2 == 0) {
            Map<String, Object> members = new LinkedHashMap<>();
            for (int n = random.nextInt(6); n > 0; n--) {
                members.put("k" + random.nextInt(8) + (random.nextInt(4) == 0 ? "/~" : ""), tree(random, depth - 1, true));
            }
            return members;
        }
        List<Object> elements = new ArrayList<>();
        for (int n = random.nextInt(7); n > 0; n--) {
            elements.add(tree(random, depth - 1, true));
        }
        return elements;
    }

    @SuppressWarnings("unchecked")
    private static Object changed(Random random, Object value) {
        if (value instanceof Map<?, ?>) {
            Map<String, Object> members = new LinkedHashMap<>();
            ((Map<String, Object>) value).forEach((key, member) -> {
                if (random.nextInt(6) > 0) {
                    members.put(key, random.nextInt(3) == 0 ? changed(random, member) : member);
                }
            });
            if (random.nextInt(4) == 0) {
                members.put("new" + random.nextInt(3), tree(random, 1, true));
            }
            return members;
        }
        if (value instanceof List<?>) {
            List<Object> elements = new ArrayList<>();
            for (Object element : (List<Object>) value) {
                if (random.nextInt(6) > 0) {
                    elements.add(random.nextInt(3) == 0 ? changed(random, element) : element);
                }
                if (random.nextInt(8) == 0) {
                    elements.add(tree(random, 1, true));
                }
            }
            return elements;
        }
        return tree(random, 0, true);
    }
}
