package dev.sluice.tests.cluster;

import java.util.LinkedHashMap;
import java.util.Map;

/** The headers that ask for a WebSocket of the protocol. */
final class WebSocketHandshake {

    private WebSocketHandshake() {
    }

    /** The headers, and more as names and values in turn. */
    static Map<String, String> headers(String... more) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Upgrade", "websocket");
        headers.put("Connection", "Upgrade");
        headers.put("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        headers.put("Sec-WebSocket-Version", "13");
        headers.put("Sec-WebSocket-Protocol", "TLCP-2.5.0.lightstreamer.com");
        for (int i = 0; i < more.length; i += 2) {
            headers.put(more[i], more[i + 1]);
        }
        return headers;
    }
}
