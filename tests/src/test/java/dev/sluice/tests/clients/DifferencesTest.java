package dev.sluice.tests.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.kit.NodeProcess;
import dev.sluice.tests.kit.ScriptControl;
import dev.sluice.tests.kit.SharedNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Official clients put together what they are told by differences inside fields. */
@ExtendWith(SharedNode.class)
@Execution(ExecutionMode.CONCURRENT)
class DifferencesTest {

    private static final int EVENTS = 60;

    @EveryClient
    void textsArriveWhole(ClientCase its, NodeProcess node) throws Exception {
        String item = ClientCase.freshItem("text");
        List<String> sent = new ArrayList<>();
        Random random = new Random(20261127);
        StringBuilder text = new StringBuilder("Nel mezzo del cammin di nostra vita mi ritrovai per una selva oscura | 100% \u20ac, #$^\r\n");
        for (int n = 0; n < EVENTS; n++) {
            int at = random.nextInt(text.length());
            text.replace(at, Math.min(text.length(), at + random.nextInt(6)), random.nextInt(4) == 0 ? "|%^\u00e8\n" : "n" + n);
            sent.add(random.nextInt(12) == 0 ? null : random.nextInt(12) == 0 ? text + "\uD83D\uDE00" : text.toString());
        }
        assertThat(received(its, node, item, "DIFF_MATCH_PATCH", sent)).isEqualTo(sent);
    }

    @EveryClient
    void jsonArrivesWithItsMeaning(ClientCase its, NodeProcess node) throws Exception {
        String item = ClientCase.freshItem("json");
        List<String> sent = new ArrayList<>();
        Random random = new Random(42);
        Map<String, String> members = new LinkedHashMap<>();
        for (int n = 0; n < EVENTS; n++) {
            members.put("k/~ " + random.nextInt(4), Integer.toString(n));
            members.put("list", "[1,{\"a\":\"" + "long ".repeat(8) + "\",\"b\":" + n + "}," + random.nextInt(3) + ",4]");
            members.put("text", "\"\u20ac|%" + random.nextInt(2) + "\"");
            if (random.nextInt(6) == 0) {
                members.remove("k/~ 1");
            }
            StringBuilder json = new StringBuilder();
            members.forEach((key, value) -> json.append(json.length() == 0 ? "{" : ",").append('"').append(key).append("\":").append(value));
            sent.add(json + (random.nextInt(15) == 0 ? "" : "}"));
        }
        List<String> received = received(its, node, item, "JSONPATCH,DIFF_MATCH_PATCH", sent);
        assertThat(received).hasSameSizeAs(sent);
        for (int i = 0; i < received.size(); i++) {
            assertThat(sorted(received.get(i))).isEqualTo(sorted(sent.get(i)));
        }
    }

    private static List<String> received(ClientCase its, NodeProcess node, String item, String algorithms, List<String> sent)
            throws Exception {
        try (ScriptControl script = node.script(); TestClient client = its.connected(node)) {
            script.declareDifferences(item, "value", algorithms);
            client.subscribe(Wanted.of("MERGE", item, "no", "value", "n").atMost("unfiltered"));
            client.log().awaitSubscribed(item, 1);
            for (int n = 0; n < sent.size(); n++) {
                script.update(item, "value", sent.get(n), "n", Integer.toString(n));
            }
            client.log().awaitUpdates(item, sent.size());
            return client.log().values(item, "value");
        }
    }

    /** The characters of a JSON text in order: clients write a patched value in their own way, keys in any order. */
    private static String sorted(String json) {
        return json.chars().filter(c -> c != ' ').sorted().collect(StringBuilder::new, StringBuilder::appendCodePoint,
                StringBuilder::append).toString();
    }
}
