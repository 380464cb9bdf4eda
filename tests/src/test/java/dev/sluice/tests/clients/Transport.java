package dev.sluice.tests.clients;

/** The transports a client can be forced to. */
public enum Transport {
    /** One WebSocket for everything. */
    WS_STREAMING,
    /** One endless HTTP response after the other. */
    HTTP_STREAMING,
    /** One WebSocket, a bind for every portion. */
    WS_POLLING,
    /** An HTTP response for every portion. */
    HTTP_POLLING;

    /** Its name in the clients' interfaces. */
    public String clientName() {
        return name().replace('_', '-');
    }

    /** The status a client reports when connected this way. */
    public String connected() {
        return "CONNECTED:" + clientName();
    }

    /** Whether one response carries everything, not a portion. */
    public boolean streaming() {
        return this == WS_STREAMING || this == HTTP_STREAMING;
    }

    /** Whether it runs on a WebSocket. */
    public boolean webSocket() {
        return this == WS_STREAMING || this == WS_POLLING;
    }
}
