package dev.sluice.server.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.session.SessionRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WebSocketTalkTest {

    @Test
    void noMoreThanSoManyRequestsWaitForACreation() {
        WebSocketTalk talk = new WebSocketTalk();
        List<Integer> executed = new ArrayList<>();
        talk.whenFree(new SessionRegistry(), null, null, () -> { });
        for (int n = 0; n < WebSocketTalk.MOST_AWAITING; n++) {
            int request = n;
            assertThat(talk.queue(() -> executed.add(request))).isTrue();
        }
        assertThat(talk.queue(() -> executed.add(-1))).isFalse();
        assertThat(executed).isEmpty();
        talk.endOpening();
        assertThat(executed).containsExactlyElementsOf(IntStream.range(0, WebSocketTalk.MOST_AWAITING).boxed().toList());
        assertThat(talk.holds(null)).isFalse();
    }

    @Test
    void requestsWaitForABindTheyImplyOrName() {
        WebSocketTalk talk = new WebSocketTalk();
        assertThat(talk.holds("S1")).isFalse();
        talk.whenFree(new SessionRegistry(), null, "S1", () -> { });
        assertThat(talk.holds(null)).isTrue();
        assertThat(talk.holds("S1")).isTrue();
        assertThat(talk.holds("S2")).isFalse();
        talk.endOpening();
        assertThat(talk.holds("S1")).isFalse();
    }
}
