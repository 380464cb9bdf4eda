package dev.sluice.server.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.server.config.PortType;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebSocketRefusalsTest {

    @TempDir
    Path dir;

    @Test
    void aHandshakeWithoutAKnownVersionIsRefused() throws Exception {
        try (TransportFixture node = new TransportFixture(dir, s -> { })) {
            for (String token : new String[] {"", "TLCP-2.6.0.lightstreamer.com", "TLCP-2.5.0", "js.lightstreamer.com"}) {
                assertThatThrownBy(() -> new RawWebSocket(node.connect(), token)).hasMessageStartingWith("HTTP/1.1 400 ");
            }
            try (RawClient client = node.connect()) {
                assertThat(client.request(RawWebSocket.HANDSHAKE + "\r\n").status()).isEqualTo(400);
            }
            try (RawClient client = node.connect()) {
                RawClient.Response old = client.request(RawWebSocket.HANDSHAKE.replace("Version: 13", "Version: 8") + "\r\n");
                assertThat(old.status()).isEqualTo(426);
                assertThat(old.header("sec-websocket-version")).isEqualTo("13");
            }
        }
    }

    @Test
    void disabledWebSocketsAreRefusedAtOnce() throws Exception {
        try (TransportFixture node = new TransportFixture(dir, s -> s.websocket.enabled = false)) {
            assertThatThrownBy(() -> node.webSocket()).hasMessageStartingWith("HTTP/1.1 400 ");
        }
    }

    @Test
    void aSocketForCreationsOnlyMayRefuseThem() throws Exception {
        try (TransportFixture node = new TransportFixture(dir, s -> {
            s.httpServers.get(0).portType = PortType.CREATE_ONLY;
            s.sluice.refuseWebSocketOnCreateOnly = true;
        })) {
            assertThatThrownBy(() -> node.webSocket()).hasMessageStartingWith("HTTP/1.1 400 ");
        }
    }
}
