package dev.sluice.demo.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.demo.HandClock;
import dev.sluice.demo.RecordedUpdates;
import dev.sluice.demo.WallClock;
import dev.sluice.demo.message.Sender;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChatRoomTest {
    private static final Sender ANN = new Sender("10.0.0.7", "Ann");

    private final HandClock clock = new HandClock();
    private final RecordedUpdates node = new RecordedUpdates();
    private final ChatRoom room = new ChatRoom(new WallClock(clock), node);

    @Test
    void anEmptyRoomHasAnEmptySnapshot() {
        room.open("h");

        assertThat(node.take()).containsExactly(new RecordedUpdates.Event("h", "end of snapshot", Map.of()));
    }

    @Test
    void aMessageCarriesTheTimeItWasSaid() throws Exception {
        room.open("h");
        node.take();
        clock.advance(5_000);

        room.say(ANN, "hello");

        assertThat(node.take()).containsExactly(new RecordedUpdates.Event("h", "update", Map.of(
                "message", "hello", "nick", "Ann", "IP", "10.0.0.7",
                "timestamp", "09:30:05", "raw_timestamp", Long.toString(clock.millis()))));
    }

    @Test
    void newcomersSeeTheLastThirtyMessagesEvenIfNobodyWasThere() throws Exception {
        for (int i = 1; i <= 35; i++) {
            room.say(ANN, "message " + i);
        }
        assertThat(node.take()).isEmpty();

        room.open("h");

        List<RecordedUpdates.Event> events = node.take();
        assertThat(events).hasSize(31);
        assertThat(events.get(0).fields()).containsEntry("message", "message 6");
        assertThat(events.get(29).fields()).containsEntry("message", "message 35");
        assertThat(events.subList(0, 30)).allMatch(e -> e.kind().equals("snapshot"));
        assertThat(events.get(30).kind()).isEqualTo("end of snapshot");
    }

    @Test
    void nothingIsSentAfterTheRoomIsClosed() throws Exception {
        room.open("h");
        room.close();
        node.take();

        room.say(ANN, "anybody here?");

        assertThat(node.take()).isEmpty();
    }
}
