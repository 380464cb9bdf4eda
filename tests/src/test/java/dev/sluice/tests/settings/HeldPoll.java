package dev.sluice.tests.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;

/** A poll that a node holds for a known time: what happens before its answer has happened within that time, by the node's own clock. */
final class HeldPoll implements AutoCloseable {

    private static final Duration NOW = Duration.ofMillis(1);

    private final Peer peer;

    /** @param millis at most {@code max_idle_millis}, and 8000 */
    HeldPoll(int port, long millis) throws IOException {
        String session;
        try (Peer creator = Peer.open(port)) {
            session = creator.create().split(",")[1];
        }
        peer = Peer.open(port);
        peer.post("bind_session", "LS_session=" + session + "&LS_polling=true&LS_polling_millis=0&LS_idle_millis=" + millis);
        peer.line("CONOK,");
    }

    void assertHeld() throws IOException {
        while (!peer.quietFor(NOW)) {
            assertThat(peer.line()).as("the poll is still held").isNotNull().doesNotStartWith("LOOP,");
        }
    }

    void awaitAnswer() throws IOException {
        peer.line("LOOP,");
    }

    @Override
    public void close() throws IOException {
        peer.close();
    }
}
