package dev.sluice.tests.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.clients.ClientCase;
import dev.sluice.tests.clients.ClientEvent.Outcome;
import dev.sluice.tests.clients.ClientEvent.Unsubscribed;
import dev.sluice.tests.clients.Message;
import dev.sluice.tests.clients.Partner;
import dev.sluice.tests.clients.TestClient;
import dev.sluice.tests.clients.Transport;
import dev.sluice.tests.clients.Wanted;
import dev.sluice.tests.kit.Await;
import dev.sluice.tests.kit.NodeProcess;
import dev.sluice.tests.kit.ScriptControl;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** An adapter that throws, blocks or floods for one item hurts neither other items nor other clients. */
@Execution(ExecutionMode.CONCURRENT)
class BadAdapterTest {

    private static final ClientCase CLIENT = new ClientCase(Partner.JAVA, Transport.WS_STREAMING);

    @Test
    void exceptionFromSubscribeLeavesOthersAlone() throws Exception {
        try (NodeProcess node = NodeProcess.start(); ScriptControl script = node.script();
                TestClient client = CLIENT.connected(node)) {
            script.misbehave("thrower", "throw");
            script.misbehave("crasher", "crash");
            script.stage("good", Map.of("a", "1"));
            for (String item : List.of("thrower", "crasher", "good")) {
                client.subscribe(Wanted.of("MERGE", item, "yes", "a"));
                client.log().awaitSubscribed(item, 1);
            }
            client.log().awaitUpdates("good", 1);
            Await.until("both calls", () -> script.calls("thrower").equals(List.of("subscribe"))
                    && script.calls("crasher").equals(List.of("subscribe")));

            assertStillWorking(client, script);
            assertThat(client.log().sessions()).isEqualTo(1);
        }
    }

    @Test
    void itemThatFailedOnceIsTriedAgainForTheNextListener() throws Exception {
        try (NodeProcess node = NodeProcess.start(); ScriptControl script = node.script();
                TestClient client = CLIENT.connected(node)) {
            script.misbehave("thrower", "throw");
            script.stage("thrower", Map.of("a", "1"));
            client.subscribe(Wanted.of("MERGE", "thrower", "yes", "a").named("first"));
            client.log().awaitSubscribed("first", 1);
            Await.until("the first call", () -> script.calls("thrower").size() == 1);
            script.misbehave("thrower", "none");
            client.unsubscribe("first");
            client.log().awaitEvent(Unsubscribed.class, event -> true);
            client.subscribe(Wanted.of("MERGE", "thrower", "yes", "a").named("second"));
            client.log().awaitUpdates("second", 1);

            assertThat(script.calls("thrower")).containsExactly("subscribe", "subscribe");
        }
    }

    @Test
    void blockedSubscribesHoldBackNobodyElse() throws Exception {
        try (NodeProcess node = NodeProcess.start(); ScriptControl script = node.script();
                TestClient client = CLIENT.connected(node)) {
            for (int i = 0; i < 5; i++) {
                script.misbehave("blocker" + i, "block");
                client.subscribe(Wanted.of("MERGE", "blocker" + i, "yes", "a"));
            }
            for (int i = 0; i < 5; i++) {
                int number = i;
                Await.until("blocked call " + i, () -> script.calls("blocker" + number).size() == 1);
            }
            assertStillWorking(client, script);
            try (TestClient other = CLIENT.connected(node)) {
                assertStillWorking(other, script);
            }
            script.stage("blocker0", Map.of());
            script.release();
            script.update("blocker1", "a", "at last");
            client.log().await("the late value", () -> client.log().values("blocker1", "a").contains("at last"));
        }
    }

    @Test
    void floodOfOneItemDoesNotDrownTheOthers() throws Exception {
        try (NodeProcess node = NodeProcess.start(); ScriptControl script = node.script();
                TestClient flooded = CLIENT.connected(node); TestClient calm = CLIENT.connected(node)) {
            flooded.subscribe(Wanted.of("MERGE", "flood", "no", "n").atMost("100"));
            flooded.log().awaitSubscribed("flood", 1);
            script.flood("flood", 3_000_000, 10);
            for (int round = 0; round < 3; round++) {
                assertStillWorking(calm, script);
            }
            flooded.log().await("the last value of the flood",
                    () -> script.flooded("flood") == 3_000_000 && flooded.log().values("flood", "n").contains("3000000"));
        }
    }

    private static void assertStillWorking(TestClient client, ScriptControl script) throws Exception {
        String item = ClientCase.freshItem("fine");
        client.subscribe(Wanted.of("MERGE", item, "no", "a"));
        client.log().awaitSubscribed(item, 1);
        Await.until("subscribe upstream", () -> script.calls(item).contains("subscribe"));
        script.update(item, "a", "1");
        client.log().awaitUpdates(item, 1);
        client.send(Message.unordered(item, "echo:" + item));
        assertThat(client.log().awaitOutcome(item).outcome()).isEqualTo(Outcome.PROCESSED);
    }
}
