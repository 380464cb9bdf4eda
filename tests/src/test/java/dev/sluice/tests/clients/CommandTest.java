package dev.sluice.tests.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.clients.ClientEvent.ClearSnapshot;
import dev.sluice.tests.clients.ClientEvent.EndOfSnapshot;
import dev.sluice.tests.clients.ClientEvent.Update;
import dev.sluice.tests.kit.NodeProcess;
import dev.sluice.tests.kit.ScriptControl;
import dev.sluice.tests.kit.SharedNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** COMMAND as applications see it: a table of rows that are added, changed and deleted. */
@ExtendWith(SharedNode.class)
@Execution(ExecutionMode.CONCURRENT)
class CommandTest {

    @EveryClient
    void snapshotIsOneAddPerRow(ClientCase its, NodeProcess node) throws Exception {
        String item = ClientCase.freshItem("command");
        try (ScriptControl script = node.script(); TestClient client = its.connected(node)) {
            script.stage(item, row("ADD", "k1", "10"));
            script.stage(item, row("ADD", "k2", "20"));
            client.subscribe(wanted(item, "yes"));
            client.log().awaitEvent(EndOfSnapshot.class, end -> end.subscription().equals(item));

            assertThat(client.log().updates(item)).extracting(Update::snapshot).containsOnly(true);
            assertThat(client.log().values(item))
                    .containsExactlyInAnyOrder(row("ADD", "k1", "10"), row("ADD", "k2", "20"));
        }
    }

    @EveryClient
    void rowsAreAddedChangedAndDeleted(ClientCase its, NodeProcess node) throws Exception {
        String item = ClientCase.freshItem("command");
        try (ScriptControl script = node.script(); TestClient client = its.connected(node)) {
            script.stage(item, row("ADD", "k1", "10"));
            client.subscribe(wanted(item, "yes"));
            client.log().awaitEvent(EndOfSnapshot.class, end -> end.subscription().equals(item));
            script.update(item, row("ADD", "k2", "20"));
            client.log().awaitUpdates(item, 2);
            script.update(item, row("UPDATE", "k1", "11"));
            client.log().awaitUpdates(item, 3);
            script.update(item, "command", "DELETE", "key", "k2");
            client.log().awaitUpdates(item, 4);
            script.update(item, "command", "UPDATE", "key", "k1");
            script.update(item, row("UPDATE", "k1", "12"));
            client.log().await("value 12", () -> client.log().values(item, "value").contains("12"));

            assertThat(client.log().values(item).subList(0, 4)).containsExactly(row("ADD", "k1", "10"),
                    row("ADD", "k2", "20"), row("UPDATE", "k1", "11"), row("DELETE", "k2", null));
            assertThat(table(client, item)).isEqualTo(Map.of("k1", "12"));
        }
    }

    @EveryClient
    void withoutSnapshotOnlyNewsCome(ClientCase its, NodeProcess node) throws Exception {
        String item = ClientCase.freshItem("command");
        try (ScriptControl script = node.script(); TestClient client = its.connected(node)) {
            script.stage(item, row("ADD", "k1", "10"));
            client.subscribe(wanted(item, "yes").named("witness"));
            client.log().awaitEvent(EndOfSnapshot.class, end -> end.subscription().equals("witness"));
            client.subscribe(wanted(item, "no"));
            client.log().awaitSubscribed(item, 1);
            script.update(item, row("ADD", "k2", "20"));
            client.log().awaitUpdates(item, 1);

            assertThat(client.log().values(item)).containsExactly(row("ADD", "k2", "20"));
            assertThat(client.log().all(EndOfSnapshot.class, end -> end.subscription().equals(item))).isEmpty();
        }
    }

    @EveryClient
    void clearedTableIsTold(ClientCase its, NodeProcess node) throws Exception {
        String item = ClientCase.freshItem("command");
        try (ScriptControl script = node.script(); TestClient client = its.connected(node)) {
            script.stage(item, row("ADD", "k1", "10"));
            client.subscribe(wanted(item, "yes"));
            client.log().awaitUpdates(item, 1);
            script.clearSnapshot(item);
            client.log().awaitEvent(ClearSnapshot.class, clear -> clear.subscription().equals(item));
            script.update(item, row("ADD", "k3", "30"));
            client.log().await("row k3", () -> client.log().values(item, "key").contains("k3"));
            client.subscribe(wanted(item, "yes").named("late"));
            client.log().awaitEvent(EndOfSnapshot.class, end -> end.subscription().equals("late"));

            assertThat(client.log().values("late")).containsExactly(row("ADD", "k3", "30"));
        }
    }

    @EveryClient
    void manyChangesOfManyRowsEndInTheSameTable(ClientCase its, NodeProcess node) throws Exception {
        String item = ClientCase.freshItem("command");
        try (ScriptControl script = node.script(); TestClient client = its.connected(node)) {
            client.subscribe(wanted(item, "no"));
            client.log().awaitSubscribed(item, 1);
            Map<String, String> rows = new LinkedHashMap<>();
            for (int i = 0; i < 200; i++) {
                String key = "k" + i % 7;
                boolean delete = i % 5 == 4 && rows.containsKey(key);
                if (delete) {
                    rows.remove(key);
                    script.update(item, row("DELETE", key, null));
                } else {
                    script.update(item, row(rows.put(key, "v" + i) == null ? "ADD" : "UPDATE", key, "v" + i));
                }
            }
            script.update(item, row("ADD", "last", "1"));
            client.log().await("the last row", () -> client.log().values(item, "key").contains("last"));
            rows.put("last", "1");

            client.log().await("the same rows " + rows, () -> table(client, item).equals(rows));
        }
    }

    private static Wanted wanted(String item, String snapshot) {
        return Wanted.of("COMMAND", item, snapshot, "key", "command", "value");
    }

    private static Map<String, String> row(String command, String key, String value) {
        return ScriptControl.fieldMap("command", command, "key", key, "value", value);
    }

    private static Map<String, String> table(TestClient client, String subscription) {
        Map<String, String> rows = new LinkedHashMap<>();
        List<Map<String, String>> events = client.log().values(subscription);
        for (Map<String, String> event : events) {
            if (event.get("command").equals("DELETE")) {
                rows.remove(event.get("key"));
            } else {
                rows.put(event.get("key"), event.get("value"));
            }
        }
        return rows;
    }
}
