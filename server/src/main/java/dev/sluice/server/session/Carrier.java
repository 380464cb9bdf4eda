package dev.sluice.server.session;

import dev.sluice.server.counters.Counter;
import dev.sluice.server.counters.Counts;

/** What carries a session's notifications. A session that polls does so between its polls too. */
public enum Carrier {
    /** Nothing: not bound yet, between two streams, or waiting for a recovery. */
    NONE(null, null),
    /** A stream on a WebSocket. */
    WEBSOCKET_STREAM(Counter.STREAMING_SESSIONS, Counter.WS_SESSIONS),
    /** An HTTP response without end. */
    HTTP_STREAM(Counter.STREAMING_SESSIONS, Counter.HTTP_SESSIONS),
    /** Polls on a WebSocket. */
    WEBSOCKET_POLL(Counter.POLLING_SESSIONS, Counter.WS_SESSIONS),
    /** Polls over HTTP. */
    HTTP_POLL(Counter.POLLING_SESSIONS, Counter.HTTP_SESSIONS);

    private final Counter manner;
    private final Counter transport;

    Carrier(Counter manner, Counter transport) {
        this.manner = manner;
        this.transport = transport;
    }

    static Carrier of(boolean polling, boolean webSocket) {
        if (webSocket) {
            return polling ? WEBSOCKET_POLL : WEBSOCKET_STREAM;
        }
        return polling ? HTTP_POLL : HTTP_STREAM;
    }

    /** Whether a stream is attached. */
    public boolean streaming() {
        return manner == Counter.STREAMING_SESSIONS;
    }

    /** Whether a poll is attached or awaited. */
    public boolean polling() {
        return manner == Counter.POLLING_SESSIONS;
    }

    /** Whether it is a WebSocket. */
    public boolean webSocket() {
        return transport == Counter.WS_SESSIONS;
    }

    /** Whether it is HTTP. */
    public boolean http() {
        return transport == Counter.HTTP_SESSIONS;
    }

    /** What carries the session when the present response is over: a poll is awaited, a stream is gone. */
    Carrier left() {
        return polling() ? this : NONE;
    }

    /** Counts a session in or out. */
    void count(Counts counts, int sign) {
        if (this != NONE) {
            counts.add(manner, sign);
            counts.add(transport, sign);
        }
    }
}
