package dev.sluice.tests.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.clients.ClientEvent.MessageOutcome;
import dev.sluice.tests.clients.ClientEvent.Outcome;
import dev.sluice.tests.kit.Await;
import dev.sluice.tests.kit.CuttingProxy;
import dev.sluice.tests.kit.NodeProcess;
import dev.sluice.tests.kit.ScriptControl;
import dev.sluice.tests.kit.SharedNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Messages of clients to the metadata adapter, and how they end. */
@ExtendWith(SharedNode.class)
@Execution(ExecutionMode.CONCURRENT)
class MessageTest {

    @EveryClient
    void orderedMessagesReachTheAdapterInOrder(ClientCase its, NodeProcess node) throws Exception {
        String prefix = "echo:" + ClientCase.freshItem("ordered");
        try (ScriptControl script = node.script(); TestClient client = its.connected(node)) {
            List<String> sent = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                sent.add(prefix + " " + i);
                client.send(Message.ordered("SEQ", "m" + i, sent.get(i)));
            }
            client.log().await("20 outcomes", () -> client.log().all(MessageOutcome.class).size() == 20);

            assertThat(script.messages(prefix)).containsExactlyElementsOf(sent);
            assertThat(client.log().all(MessageOutcome.class)).allSatisfy(outcome -> {
                assertThat(outcome.outcome()).isEqualTo(Outcome.PROCESSED);
                assertThat(outcome.text()).isEqualTo(its.response(answer(prefix) + " " + outcome.id().substring(1)));
            });
        }
    }

    @EveryClient
    void unorderedMessagesAllEnd(ClientCase its, NodeProcess node) throws Exception {
        String prefix = "echo:" + ClientCase.freshItem("unordered");
        try (ScriptControl script = node.script(); TestClient client = its.connected(node)) {
            for (int i = 0; i < 10; i++) {
                client.send(Message.unordered("m" + i, prefix + i));
            }
            for (int i = 0; i < 10; i++) {
                MessageOutcome outcome = client.log().awaitOutcome("m" + i);
                assertThat(outcome.outcome()).isEqualTo(Outcome.PROCESSED);
                assertThat(outcome.text()).isEqualTo(its.response(answer(prefix) + i));
            }
            assertThat(script.messages(prefix)).hasSize(10);
        }
    }

    @EveryClient
    void strangeTextsGoThereAndBack(ClientCase its, NodeProcess node) throws Exception {
        String prefix = "echo:" + ClientCase.freshItem("strange");
        try (ScriptControl script = node.script(); TestClient client = its.connected(node)) {
            List<String> texts = List.of("\uD83D\uDE00|#$^%", "a,b,c", "100% + 5&LS_op=destroy", "two\r\nlines\nor three",
                    " spaces  ", "\u20ac\u4e2d\u6587", "x".repeat(10_000));
            for (int i = 0; i < texts.size(); i++) {
                client.send(Message.ordered("STRANGE", "m" + i, prefix + texts.get(i)));
            }
            for (int i = 0; i < texts.size(); i++) {
                assertThat(client.log().awaitOutcome("m" + i).text()).isEqualTo(its.response(answer(prefix) + texts.get(i)));
            }
            assertThat(script.messages(prefix)).containsExactlyElementsOf(texts.stream().map(prefix::concat).toList());
        }
    }

    @EveryClient
    void refusedMessageTellsTheCodeAndTextOfTheAdapter(ClientCase its, NodeProcess node) throws Exception {
        try (TestClient client = its.connected(node)) {
            client.send(Message.unordered("alone", "refuse:-7:no, 100% no"));
            client.send(Message.ordered("SEQ", "first", "refuse:-8:"));
            client.send(Message.ordered("SEQ", "second", "echo:after a refusal"));

            assertThat(client.log().awaitOutcome("alone"))
                    .isEqualTo(new MessageOutcome("alone", Outcome.DENIED, -7, "no, 100% no"));
            assertThat(client.log().awaitOutcome("first").code()).isEqualTo(-8);
            assertThat(client.log().awaitOutcome("second").outcome()).isEqualTo(Outcome.PROCESSED);
        }
    }

    @EveryClient
    void failureOfTheAdapterIsAnError(ClientCase its, NodeProcess node) throws Exception {
        try (TestClient client = its.connected(node)) {
            client.send(Message.unordered("thrown", "throw:on purpose"));
            client.send(Message.unordered("notified", "notify:on purpose"));
            client.send(Message.unordered("fine", "nothing:"));

            assertThat(client.log().awaitOutcome("thrown").outcome()).isEqualTo(Outcome.ERROR);
            assertThat(client.log().awaitOutcome("notified").outcome()).isEqualTo(Outcome.ERROR);
            assertThat(client.log().awaitOutcome("fine").outcome()).isEqualTo(Outcome.PROCESSED);
        }
    }

    @EveryClient
    void messageNobodyAsksAboutIsDelivered(ClientCase its, NodeProcess node) throws Exception {
        String text = "echo:" + ClientCase.freshItem("forgotten");
        try (ScriptControl script = node.script(); TestClient client = its.connected(node)) {
            client.send(new Message("unordered", text, null, -1, false, false));
            client.send(new Message("ordered", text, "SEQ", -1, false, false));
            Await.until("both messages", () -> script.messages(text).size() == 2);
            assertThat(client.log().all(MessageOutcome.class)).isEmpty();
        }
    }

    @EveryClient
    void heldMessageDelaysItsSequenceOnly(ClientCase its, NodeProcess node) throws Exception {
        String text = ClientCase.freshItem("held");
        try (ScriptControl script = node.script(); TestClient client = its.connected(node)) {
            client.send(Message.ordered("SLOW", "held", "hold:" + text));
            Await.until("held message", () -> !script.messages("hold:" + text).isEmpty());
            client.send(Message.ordered("SLOW", "behind", "echo:behind " + text));
            client.send(Message.ordered("FAST", "beside", "echo:beside"));
            client.log().awaitOutcome("beside");
            assertThat(script.messages("echo:behind " + text)).isEmpty();
            script.answer(text);

            assertThat(client.log().awaitOutcome("held").text()).isEqualTo(its.response(text));
            assertThat(client.log().awaitOutcome("behind").outcome()).isEqualTo(Outcome.PROCESSED);
        }
    }

    @EveryClient
    void messageIsAbortedWhenTheClientLeaves(ClientCase its, NodeProcess node) throws Exception {
        String text = ClientCase.freshItem("aborted");
        try (ScriptControl script = node.script(); TestClient client = its.connected(node)) {
            client.send(Message.unordered("pending", "hold:" + text));
            Await.until("message at the adapter", () -> !script.messages("hold:" + text).isEmpty());
            client.disconnect();
            client.send(Message.unordered("tooLate", "echo:late"));

            assertThat(client.log().awaitOutcome("pending").outcome()).isEqualTo(Outcome.ABORTED);
            assertThat(client.log().awaitOutcome("tooLate")).isEqualTo(
                    new MessageOutcome("tooLate", Outcome.ABORTED, 0, null));
            script.answer(text);
        }
    }

    @EveryLastingClient
    void messagesSurviveACutConnectionExactlyOnce(ClientCase its, NodeProcess node) throws Exception {
        String prefix = "echo:" + ClientCase.freshItem("survivor");
        try (ScriptControl script = node.script(); CuttingProxy proxy = CuttingProxy.to(node.port());
                TestClient client = its.connected(node, proxy.port())) {
            List<String> sent = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                sent.add(prefix + " " + i);
                client.send(new Message("m" + i, sent.get(i), "SEQ", -1, true, true));
                if (i == 10) {
                    proxy.cut();
                }
            }
            if (its.partner().dropsRequests(its.transport())) {
                its.awaitConnected(client);
            } else {
                client.log().awaitOutcome("m29");
            }
            List<String> arrived = script.messages(prefix);
            if (its.partner().dropsRequests(its.transport())) {
                sent.retainAll(arrived);
            }
            assertThat(arrived).containsExactlyElementsOf(sent);
            assertThat(client.log().sessions()).isEqualTo(1);
        }
    }

    private static String answer(String echo) {
        return echo.substring("echo:".length());
    }
}
