package dev.sluice.server.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.counters.Counter;
import dev.sluice.server.session.EndCause;
import dev.sluice.server.session.Session;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is counted of sessions that come in and go. */
class StartedSessionsTest {

    private final Scene scene = new Scene().open(s -> { }, "G");

    @Test
    void everySessionIsCountedOnceWhenItStartsAndOnceWhenItEnds() {
        Session atOnce = scene.session(false);
        Session bound = scene.session(true);
        Session controlled = scene.session(true);
        Session never = scene.session(true);
        assertThat(count(atOnce, Counter.SESSIONS_STARTED)).isEqualTo(1);
        scene.admission.firstBound(bound);
        scene.admission.controlled(controlled);
        assertThat(count(atOnce, Counter.SESSIONS_STARTED)).isEqualTo(3);

        List.of(atOnce, bound, controlled, never).forEach(session -> session.close(EndCause.silent("gone"), false));
        assertThat(count(atOnce, Counter.SESSIONS_TERMINATED)).isEqualTo(3);
        assertThat(count(atOnce, Counter.PRESTARTED_TERMINATED)).isEqualTo(1);
    }

    private static long count(Session session, Counter counter) {
        return session.loop().counts().get(counter);
    }
}
