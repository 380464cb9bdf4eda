package dev.sluice.tests.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.kit.Await;
import dev.sluice.tests.kit.NodeProcess;
import dev.sluice.tests.kit.ScriptControl;
import dev.sluice.tests.kit.SharedNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Field values arrive as the adapter sent them, whatever they contain. */
@ExtendWith(SharedNode.class)
@Execution(ExecutionMode.CONCURRENT)
class StrangeValuesTest {

    private static final List<String> STRANGE = new ArrayList<>(Arrays.asList("plain", "\uD83D\uDE00 emoji \uD83D\uDC68\u200D\uD83D\uDE80",
            "|#$^%", "|", "#", "$", "^", "^1", "^3", "^P[]", "^Tabc", "##", "#x", "$x", "%", "%23", "%0D%0A", "100% + 5&6=11",
            "line\r\nbreaks\rof\nall kinds\r\n", "\r", "\n", "", null, " ", "  leading and trailing  ", "tab\tnul\u0000bell\u0007",
            "\u00e4\u00f6\u00fc \u20ac \u4e2d\u6587 \u0627\u0644\u0639\u0631\u0628\u064a\u0629", "\u2028\u2029\u0085\uFEFF", "a|b|c||d",
            "{\"json\":[1,2,{\"x\":null}]}", "U,1,1,a|b", "1,2,3", "x".repeat(20_000), "\u20ac".repeat(7_000)));

    @EveryClient
    void everyValueArrivesAsSentInRaw(ClientCase its, NodeProcess node) throws Exception {
        String item = ClientCase.freshItem("raw");
        try (ScriptControl script = node.script(); TestClient client = its.connected(node)) {
            client.subscribe(Wanted.of("RAW", item, null, "before", "value", "after"));
            client.log().awaitSubscribed(item, 1);
            Await.until("subscribe upstream", () -> script.calls(item).contains("subscribe"));
            for (String value : STRANGE) {
                script.update(item, "before", "b", "value", value, "after", value);
            }
            client.log().awaitUpdates(item, STRANGE.size());

            List<String> expected = STRANGE.stream().map(its.partner()::arriving).toList();
            assertThat(client.log().values(item, "value")).containsExactlyElementsOf(expected);
            assertThat(client.log().values(item, "after")).containsExactlyElementsOf(expected);
            assertThat(client.log().values(item, "before")).containsOnly("b");
        }
    }

    @EveryClient
    void everyValueCanBeASnapshot(ClientCase its, NodeProcess node) throws Exception {
        String item = ClientCase.freshItem("merge");
        try (ScriptControl script = node.script(); TestClient client = its.connected(node)) {
            Map<String, String> state = new HashMap<>();
            List<String> fields = new ArrayList<>();
            for (int i = 0; i < STRANGE.size(); i++) {
                fields.add("f" + i);
                state.put("f" + i, STRANGE.get(i));
            }
            script.stage(item, state);
            client.subscribe(Wanted.of("MERGE", item, "yes", fields.toArray(String[]::new)));
            client.log().awaitUpdates(item, 1);

            state.replaceAll((field, value) -> its.partner().arriving(value));
            assertThat(client.log().values(item).get(0)).isEqualTo(state);
        }
    }

    @EveryClient
    void anySequenceOfPartialEventsOfMergeEndsInTheSameState(ClientCase its, NodeProcess node) throws Exception {
        String item = ClientCase.freshItem("merge");
        Random random = new Random(its.hashCode());
        List<String> fields = List.of("a", "b", "c", "d", "e", "f", "g");
        try (ScriptControl script = node.script(); TestClient client = its.connected(node)) {
            client.subscribe(Wanted.of("MERGE", item, "yes", fields.toArray(String[]::new)));
            client.log().awaitSubscribed(item, 1);
            Await.until("subscribe upstream", () -> script.calls(item).contains("subscribe"));
            Map<String, String> state = new HashMap<>();
            fields.forEach(field -> state.put(field, null));
            for (int i = 0; i < 60; i++) {
                Map<String, String> event = new HashMap<>();
                for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                    event.put(fields.get(random.nextInt(6)), STRANGE.get(random.nextInt(STRANGE.size())));
                }
                event.put("g", "event " + i);
                event.forEach((field, value) -> state.put(field, its.partner().arriving(value)));
                script.update(item, event);
                if (i % 4 == 0) {
                    String last = "event " + i;
                    client.log().await(last, () -> client.log().values(item, "g").contains(last));
                    List<Map<String, String>> values = client.log().values(item);
                    assertThat(values.get(values.size() - 1)).isEqualTo(state);
                }
            }
        }
    }
}
