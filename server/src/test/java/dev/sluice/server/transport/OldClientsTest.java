package dev.sluice.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.sluice.server.LogLines;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests of client libraries from before TLCP. */
class OldClientsTest {

    @TempDir
    Path dir;

    @Test
    void theirPathsAre404AndTheirKindIsLoggedOnce() throws Exception {
        try (TransportFixture node = new TransportFixture(dir, s -> { }); RawClient client = node.connect();
                LogLines log = LogLines.of("LightstreamerLogger.requests")) {
            for (String path : List.of("create_session.js", "bind_session.html", "STREAM_IN_PROGRESS", "control.js", "xhr.html",
                    "lightstreamer.js")) {
                assertThat(client.get("/lightstreamer/" + path, "User-Agent: Old/1.0").status()).as(path).isEqualTo(404);
            }
            assertThat(log.at(Level.WARN)).singleElement().asString().contains("/lightstreamer/create_session.js", "127.0.0.1",
                    "Old/1.0", "Web client library older than 8.0", "update");
            assertThat(client.post("/lightstreamer/send_message.txt", "").status()).isEqualTo(404);
            assertThat(client.get("/lightstreamer/reverse_heartbeat.txt").status()).isEqualTo(404);
            assertThat(log.at(Level.WARN)).hasSize(2).last().asString().contains("send_message.txt", "before TLCP");
            assertThat(client.get("/lightstreamer/nonsense").status()).isEqualTo(404);
            assertThat(log.at(Level.WARN)).hasSize(2);
        }
    }

    @Test
    void theirWebSocketsAreRefusedAndTheirKindIsLogged() throws Exception {
        try (TransportFixture node = new TransportFixture(dir, s -> { }); RawClient client = node.connect();
                LogLines log = LogLines.of("LightstreamerLogger.requests")) {
            assertThat(client.get("/lightstreamer", "Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13",
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Protocol: js.lightstreamer.com").status())
                    .isEqualTo(400);
            assertThat(log.at(Level.WARN)).singleElement().asString().contains("js.lightstreamer.com", "Web client");
        }
    }
}
