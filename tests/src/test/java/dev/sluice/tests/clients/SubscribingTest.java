package dev.sluice.tests.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.clients.ClientEvent.ClearSnapshot;
import dev.sluice.tests.clients.ClientEvent.EndOfSnapshot;
import dev.sluice.tests.clients.ClientEvent.Unsubscribed;
import dev.sluice.tests.clients.ClientEvent.Update;
import dev.sluice.tests.kit.Await;
import dev.sluice.tests.kit.NodeProcess;
import dev.sluice.tests.kit.ScriptControl;
import dev.sluice.tests.kit.SharedNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** MERGE, DISTINCT and RAW as applications see them, with and without a snapshot. */
@ExtendWith(SharedNode.class)
@Execution(ExecutionMode.CONCURRENT)
class SubscribingTest {

    @EveryClient
    void mergeBeginsWithTheStateAndGoesOnWithChanges(ClientCase its, NodeProcess node) throws Exception {
        String item = ClientCase.freshItem("merge");
        try (ScriptControl script = node.script(); TestClient client = its.connected(node)) {
            script.stage(item, Map.of("a", "1", "b", "2"));
            client.subscribe(Wanted.of("MERGE", item, "yes", "a", "b", "c"));
            client.log().awaitUpdates(item, 1);
            script.update(item, "b", "3");
            client.log().awaitUpdates(item, 2);
            script.update(item, "c", "4", "a", null);
            client.log().awaitUpdates(item, 3);

            assertThat(client.log().values(item)).containsExactly(
                    ScriptControl.fieldMap("a", "1", "b", "2", "c", null),
                    ScriptControl.fieldMap("a", "1", "b", "3", "c", null),
                    ScriptControl.fieldMap("a", null, "b", "3", "c", "4"));
            assertThat(client.log().updates(item)).extracting(Update::snapshot).containsExactly(true, false, false);
        }
    }

    @EveryClient
    void mergeWithoutSnapshotBeginsWithTheNextEvent(ClientCase its, NodeProcess node) throws Exception {
        String item = ClientCase.freshItem("merge");
        try (ScriptControl script = node.script(); TestClient client = its.connected(node)) {
            script.stage(item, Map.of("a", "old"));
            client.subscribe(Wanted.of("MERGE", item, "no", "a", "b"));
            client.log().awaitSubscribed(item, 1);
            awaitUpstream(script, item);
            script.update(item, "b", "new");
            client.log().await("the new value", () -> client.log().values(item, "b").contains("new"));

            Update last = lastOf(client, item);
            assertThat(last.snapshot()).isFalse();
            assertThat(last.values()).containsEntry("b", "new");
        }
    }

    @EveryClient
    void lateListenerOfMergeGetsTheStateOfNow(ClientCase its, NodeProcess node) throws Exception {
        String item = ClientCase.freshItem("merge");
        try (ScriptControl script = node.script(); TestClient client = its.connected(node)) {
            script.stage(item, Map.of("a", "1", "b", "1"));
            client.subscribe(Wanted.of("MERGE", item, "yes", "a", "b").named("early"));
            client.log().awaitUpdates("early", 1);
            script.update(item, "b", "2");
            client.log().awaitUpdates("early", 2);
            client.subscribe(Wanted.of("MERGE", item, "yes", "b", "a").named("late"));
            client.log().awaitUpdates("late", 1);

            Update first = client.log().updates("late").get(0);
            assertThat(first.snapshot()).isTrue();
            assertThat(first.values()).isEqualTo(Map.of("a", "1", "b", "2"));
            assertThat(script.calls(item)).containsExactly("subscribe");
        }
    }

    @EveryClient
    void distinctTellsItsHistoryThenItsEndThenEveryEvent(ClientCase its, NodeProcess node) throws Exception {
        String item = ClientCase.freshItem("distinct");
        try (ScriptControl script = node.script(); TestClient client = its.connected(node)) {
            for (String text : List.of("one", "two", "three")) {
                script.stage(item, Map.of("text", text));
            }
            client.subscribe(Wanted.of("DISTINCT", item, "yes", "text"));
            client.log().awaitEvent(EndOfSnapshot.class, end -> end.subscription().equals(item));
            assertThat(client.log().values(item, "text")).containsExactly("one", "two", "three");
            script.update(item, "text", "four");
            script.update(item, "text", "four");
            client.log().awaitUpdates(item, 5);

            assertThat(client.log().values(item, "text")).containsExactly("one", "two", "three", "four", "four");
            assertThat(client.log().updates(item)).extracting(Update::snapshot)
                    .containsExactly(true, true, true, false, false);
        }
    }

    @EveryClient
    void distinctWithoutSnapshotTellsOnlyWhatComes(ClientCase its, NodeProcess node) throws Exception {
        String item = ClientCase.freshItem("distinct");
        try (ScriptControl script = node.script(); TestClient client = its.connected(node)) {
            script.stage(item, Map.of("text", "history"));
            client.subscribe(Wanted.of("DISTINCT", item, "yes", "text").named("witness"));
            client.log().awaitEvent(EndOfSnapshot.class, end -> end.subscription().equals("witness"));
            client.subscribe(Wanted.of("DISTINCT", item, "no", "text"));
            client.log().awaitSubscribed(item, 1);
            script.update(item, "text", "news");
            client.log().awaitUpdates(item, 1);

            assertThat(client.log().values(item, "text")).containsExactly("news");
            assertThat(client.log().updates(item).get(0).snapshot()).isFalse();
            assertThat(client.log().all(EndOfSnapshot.class, end -> end.subscription().equals(item))).isEmpty();
        }
    }

    @EveryClient
    void emptySnapshotOfDistinctEndsToo(ClientCase its, NodeProcess node) throws Exception {
        String item = ClientCase.freshItem("distinct");
        try (ScriptControl script = node.script(); TestClient client = its.connected(node)) {
            script.stage(item, Map.of());
            client.subscribe(Wanted.of("DISTINCT", item, "yes", "text"));
            client.log().awaitEvent(EndOfSnapshot.class, end -> end.subscription().equals(item));
            script.update(item, "text", "first");
            client.log().awaitUpdates(item, 1);

            assertThat(client.log().updates(item).get(0).snapshot()).isFalse();
        }
    }

    @EveryClient
    void clearedHistoryOfDistinctIsTold(ClientCase its, NodeProcess node) throws Exception {
        String item = ClientCase.freshItem("distinct");
        try (ScriptControl script = node.script(); TestClient client = its.connected(node)) {
            script.stage(item, Map.of("text", "old"));
            client.subscribe(Wanted.of("DISTINCT", item, "yes", "text"));
            client.log().awaitUpdates(item, 1);
            script.clearSnapshot(item);
            client.log().awaitEvent(ClearSnapshot.class, clear -> clear.subscription().equals(item));
            script.update(item, "text", "new");
            client.log().awaitUpdates(item, 2);
            client.subscribe(Wanted.of("DISTINCT", item, "yes", "text").named("late"));
            client.log().awaitEvent(EndOfSnapshot.class, end -> end.subscription().equals("late"));

            assertThat(client.log().values("late", "text")).containsExactly("new");
        }
    }

    @EveryClient
    void rawTellsEveryEventAsItCame(ClientCase its, NodeProcess node) throws Exception {
        String item = ClientCase.freshItem("raw");
        try (ScriptControl script = node.script(); TestClient client = its.connected(node)) {
            script.stage(item, Map.of("a", "staged"));
            client.subscribe(Wanted.of("RAW", item, null, "a", "b"));
            client.log().awaitSubscribed(item, 1);
            awaitUpstream(script, item);
            for (int i = 1; i <= 20; i++) {
                script.update(item, "a", Integer.toString(i % 3));
            }
            client.log().awaitUpdates(item, 20);

            assertThat(client.log().values(item, "a")).startsWith("1", "2", "0", "1").hasSize(20);
            assertThat(client.log().values(item, "b")).containsOnlyNulls();
            assertThat(client.log().updates(item)).extracting(Update::snapshot).containsOnly(false);
        }
    }

    @EveryClient
    void unsubscribedItemIsLeftAndToldNoMore(ClientCase its, NodeProcess node) throws Exception {
        String item = ClientCase.freshItem("merge");
        String witness = ClientCase.freshItem("witness");
        try (ScriptControl script = node.script(); TestClient client = its.connected(node)) {
            client.subscribe(Wanted.of("MERGE", item, "yes", "a"));
            client.subscribe(Wanted.of("DISTINCT", witness, "no", "a"));
            client.log().awaitSubscribed(item, 1);
            client.log().awaitSubscribed(witness, 1);
            awaitUpstream(script, item);
            client.unsubscribe(item);
            client.log().awaitEvent(Unsubscribed.class, event -> event.subscription().equals(item));
            Await.until("unsubscribe upstream", () -> script.calls(item).equals(List.of("subscribe", "unsubscribe")));
            script.updateUnasked(item, "a", "1");
            script.update(witness, "a", "2");
            client.log().awaitUpdates(witness, 1);

            assertThat(client.log().updates(item)).isEmpty();
        }
    }

    @EveryClient
    void requestedFrequencyFoldsTheEventsOfMerge(ClientCase its, NodeProcess node) throws Exception {
        String item = ClientCase.freshItem("merge");
        try (ScriptControl script = node.script(); TestClient client = its.connected(node)) {
            client.subscribe(Wanted.of("MERGE", item, "no", "n").atMost("2"));
            client.log().awaitSubscribed(item, 1);
            awaitUpstream(script, item);
            script.flood(item, 5000, 1);
            client.log().await("the last value", () -> client.log().values(item, "n").contains("5000"));

            assertThat(client.log().updates(item)).hasSizeLessThan(20);
        }
    }

    private static void awaitUpstream(ScriptControl script, String item) {
        Await.until("subscribe upstream of " + item, () -> script.calls(item).contains("subscribe"));
    }

    private static Update lastOf(TestClient client, String subscription) {
        List<Update> updates = client.log().updates(subscription);
        return updates.get(updates.size() - 1);
    }
}
