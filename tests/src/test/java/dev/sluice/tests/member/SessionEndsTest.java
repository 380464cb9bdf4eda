package dev.sluice.tests.member;

import static dev.sluice.tests.member.Caller.CREATE;
import static dev.sluice.tests.member.Caller.POLL;
import static dev.sluice.tests.member.Caller.idOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.kit.Await;
import dev.sluice.tests.kit.Behaviour;
import dev.sluice.tests.kit.NodeProcess;
import dev.sluice.tests.kit.SharedNode;
import dev.sluice.tests.member.Caller.Talk;
import java.io.BufferedReader;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Sessions that may live for a second only, as their adapter says; {@code max_session_duration_minutes} ends them the same way. */
@ExtendWith(SharedNode.class)
@Timeout(60)
class SessionEndsTest {

    private static final String A_SECOND = "&LS_user=seconds:1";

    private Caller caller;

    @BeforeEach
    void connect(NodeProcess node) {
        caller = Caller.of(node.port());
    }

    @Test
    @Behaviour({27, 28})
    void streamsHear48() throws Exception {
        try (Talk talk = caller.webSocket();
                BufferedReader stream = caller.stream("create_session", CREATE + A_SECOND)) {
            String session = idOf(talk.send("create_session", CREATE + A_SECOND).line());
            assertThat(talk.line("END,")).startsWith("END,48,");
            assertThat(caller.control(session)).startsWith("REQERR,1,20,");
            assertThat(caller.poll(session)).singleElement().asString().startsWith("CONERR,48,");
            assertThat(stream.lines().reduce((first, second) -> second).orElseThrow()).startsWith("END,48,");
        }
    }

    @Test
    @Behaviour(27)
    void pollHears48() throws Exception {
        String session = idOf(caller.ask("create_session", CREATE + POLL + A_SECOND).get(0));
        List<String> poll = caller.ask("bind_session", "LS_session=" + session + "&LS_polling=true&LS_polling_millis=0&LS_idle_millis=8000");
        assertThat(poll.get(poll.size() - 1)).startsWith("END,48,");
    }

    @Test
    @Behaviour(27)
    void sessionWithoutAStreamHears48AtItsNextBind() throws Exception {
        String session = idOf(caller.ask("create_session", CREATE + POLL + A_SECOND).get(0));
        Await.until("it is over", () -> caller.control(session).startsWith("REQERR,1,20,"));
        assertThat(caller.poll(session)).singleElement().asString().startsWith("CONERR,48,");
        try (Talk talk = caller.webSocket()) {
            assertThat(talk.send("bind_session", "LS_session=" + session).line()).startsWith("CONERR,48,");
        }
    }
}
