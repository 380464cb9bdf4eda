package dev.sluice.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.lightstreamer.interfaces.metadata.CreditsException;
import dev.sluice.demo.chat.ChatAdapter;
import dev.sluice.demo.portfolio.PortfolioAdapter;
import dev.sluice.demo.roundtrip.RoundTripAdapter;
import java.io.File;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Client messages through the metadata adapter of a complete set. */
class DemoMessagesTest {
    private static final AtomicInteger SETS = new AtomicInteger();

    private final DemoMetadataAdapter metadata = new DemoMetadataAdapter();
    private final RecordedUpdates node = new RecordedUpdates();
    private final ChatAdapter chat = new ChatAdapter();
    private final PortfolioAdapter portfolio = new PortfolioAdapter();
    private final RoundTripAdapter roundTrip = new RoundTripAdapter();

    @BeforeEach
    void deploy() throws Exception {
        String set = "SET" + SETS.incrementAndGet();
        metadata.init(parameters(set), new File("."));
        for (DemoDataAdapter adapter : List.of(chat, portfolio, roundTrip)) {
            adapter.init(parameters(set), new File("."));
            adapter.setListener(node);
        }
        enter("s1");
    }

    private static Map<String, String> parameters(String set) {
        return new HashMap<>(Map.of("adapters_conf.id", set));
    }

    private void enter(String session) {
        metadata.notifyNewSession(null, session, Map.of("REMOTE_IP", "10.0.0.7", "USER_AGENT", "Browser"));
    }

    private String send(String message) throws Exception {
        return metadata.notifyUserMessage(null, "s1", message).get();
    }

    private void refuses(String message, int code, String reason) {
        assertThatThrownBy(() -> send(message)).isInstanceOfSatisfying(CreditsException.class, e -> {
            assertThat(e.getClientErrorCode()).isEqualTo(code);
            assertThat(e.getClientErrorMsg()).isEqualTo(reason);
        });
    }

    @Test
    void aChatMessageReachesTheRoomWithItsSender() throws Exception {
        chat.subscribe("chat_room", "h", true);
        node.take();

        assertThat(send("CHAT|hello | you")).isNull();

        assertThat(node.take()).singleElement().satisfies(e -> assertThat(e.fields())
                .containsEntry("message", "hello | you").containsEntry("IP", "10.0.0.7")
                .containsEntry("nick", "Browser").containsKeys("timestamp", "raw_timestamp"));
    }

    @Test
    void twoSessionsOfTheSameBrowserHaveDifferentNicknames() throws Exception {
        enter("s2");
        chat.subscribe("chat_room", "h", true);
        node.take();

        metadata.notifyUserMessage(null, "s2", "CHAT|hi");

        assertThat(node.take().get(0).fields()).containsEntry("nick", "Browser [2]");
    }

    @Test
    void anOrderChangesThePortfolioAndIsAnswered() throws Exception {
        portfolio.subscribe("portfolio1", "h", true);
        int before = Integer.parseInt(node.take().get(0).fields().get("qty"));
        portfolio.unsubscribe("portfolio1");
        portfolio.subscribe("portfolio1", "h2", true);
        String stock = node.take().get(0).fields().get("key");

        assertThat(send("BUY|portfolio1|" + stock + "|15")).isEqualTo("Bought 15, now holding " + (before + 15));

        assertThat(node.take()).containsExactly(new RecordedUpdates.Event("h2", "update",
                Map.of("key", stock, "command", "UPDATE", "qty", Integer.toString(before + 15))));
    }

    @Test
    void aRoundTripReachesItsItem() throws Exception {
        roundTrip.subscribe("roundtrip3", "h", true);
        assertThat(node.take().get(0).fields()).containsEntry("message", "-").containsEntry("date", "-");

        send("RT|3|a|b");
        send("RT|3|");

        assertThat(node.take()).extracting(e -> e.fields().get("message")).containsExactly("a|b", "");
    }

    @Test
    void wrongMessagesAreRefusedWithTheReason() {
        refuses("hello", -1, "Message 'hello' must begin with one of [BUY, CHAT, RT, SELL] and a bar");
        refuses("SHOUT|hello", -1, "Message 'SHOUT|hello' must begin with one of [BUY, CHAT, RT, SELL] and a bar");
        refuses("CHAT| ", -1, "A chat message must have a text, as in CHAT|hello");
        refuses("CHAT|" + "x".repeat(501), -2, "A chat message may have 500 characters, this one has 501");
        refuses("RT|5|x", -1, "A round trip has the form RT|n|text with n from 0 to 4; got '5|x' after RT");
        refuses("RT|0|" + "x".repeat(501), -2, "A text may have 500 characters, this one has 501");
        refuses("BUY|portfolio1|item4", -1,
                "An order has the form BUY|portfolio1|item4|15; got 'portfolio1|item4' after the first word");
        refuses("BUY|purse|item4|1", -1, "No portfolio 'purse'; there are portfolio1 to portfolio999");
        refuses("BUY|portfolio1|item31|1", -1, "No stock 'item31'; there are item1 to item30");
        refuses("BUY|portfolio1|item4|0", -1, "Quantity '0' must be a whole number from 1 to 999999999");
        refuses("SELL|portfolio1|item4|-3", -1, "Quantity '-3' must be a whole number from 1 to 999999999");
        refuses("SELL|portfolio1|item4|99999999", -2,
                "Cannot sell 99999999 of item4: portfolio1 holds " + held("portfolio1", "item4"));
    }

    private String held(String name, String stock) {
        try {
            portfolio.subscribe(name, "count", true);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        return node.take().stream().filter(e -> stock.equals(e.fields().get("key")))
                .map(e -> e.fields().get("qty")).findFirst().orElse("0");
    }

    @Test
    void aMessageOfAClosedSessionIsRefused() {
        metadata.notifySessionClose("s1");

        refuses("CHAT|hello", -2, "The session of this message is closed");
    }

    @Test
    void anUnknownItemIsNotSubscribed() {
        assertThatThrownBy(() -> chat.subscribe("cellar", "h", true)).hasMessageContaining("cellar");
        assertThatThrownBy(() -> portfolio.subscribe("portfolio0", "h", true)).hasMessageContaining("portfolio0");
        assertThatThrownBy(() -> roundTrip.subscribe("roundtrip5", "h", true)).hasMessageContaining("roundtrip5");
    }
}
