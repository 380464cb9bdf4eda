package dev.sluice.server.counters;

/** All that is counted, a sentence each. Counts grow since the start; those called current also go down. */
public enum Counter {
    /** Connections accepted on plain sockets. */
    HTTP_CONNECTIONS("connections accepted on plain sockets"),
    /** Connections accepted on TLS sockets. */
    HTTPS_CONNECTIONS("connections accepted on TLS sockets, their handshake complete"),
    /** Plain connections closed before they became a WebSocket. */
    HTTP_DISCONNECTIONS("plain connections closed that never became a WebSocket"),
    /** TLS connections closed before they became a WebSocket. */
    HTTPS_DISCONNECTIONS("TLS connections closed that never became a WebSocket"),
    /** Plain connections that became a WebSocket. */
    WS_UPGRADES("plain connections that became a WebSocket"),
    /** TLS connections that became a WebSocket. */
    WSS_UPGRADES("TLS connections that became a WebSocket"),
    /** Plain WebSockets closed. */
    WS_DISCONNECTIONS("plain WebSockets closed"),
    /** TLS WebSockets closed. */
    WSS_DISCONNECTIONS("TLS WebSockets closed"),
    /** TCP connections of TLS sockets whose handshake has begun. */
    HANDSHAKES_BEGUN("connections whose TLS handshake has begun"),
    /** TLS handshakes completed. */
    HANDSHAKES_DONE("TLS handshakes completed"),
    /** TLS handshakes broken or failed. */
    HANDSHAKES_FAILED("TLS handshakes broken off or failed"),

    /** HTTP requests whose head was read. */
    HTTP_REQUESTS("HTTP requests whose head was read"),
    /** HTTP requests whose response has been completed or lost. */
    HTTP_RESPONSES("HTTP requests whose response is complete or was lost with its connection"),
    /** Requests that open a stream: creations and binds for streaming. */
    STREAMING_REQUESTS("creations and binds for streaming received"),
    /** Streams that have ended. */
    STREAMING_RESPONSES("streams ended"),
    /** Polls: creations and binds for polling. */
    POLLING_REQUESTS("creations and binds for polling received"),
    /** Polls answered. */
    POLLING_RESPONSES("polls answered"),
    /** Control and message requests, each of a batch. */
    CONTROL_REQUESTS("control and message requests received, each of a batch"),
    /** Control and message requests carried out. */
    CONTROL_RESPONSES("control and message requests carried out"),
    /** Control and message requests refused. */
    CONTROL_FAILURES("control and message requests refused"),
    /** Subscription requests. */
    SUBSCRIPTION_REQUESTS("subscription requests"),
    /** Unsubscription requests. */
    UNSUBSCRIPTION_REQUESTS("unsubscription requests"),
    /** Messages received. */
    MESSAGE_REQUESTS("client messages received"),
    /** Heartbeats. */
    HEARTBEATS("heartbeats received"),
    /** Requests for pages. */
    PAGE_REQUESTS("requests for pages received"),
    /** Pages sent. */
    PAGE_RESPONSES("requests for pages answered"),
    /** Requests that nobody understands. */
    UNRECOGNIZED_REQUESTS("requests that could not be understood"),
    /** Creations and binds refused for another reason than load. */
    OPENINGS_FAILED("creations and binds refused for another reason than load"),
    /** Creations refused for a load limit. */
    CREATIONS_REFUSED("creations refused because a limit of load was reached"),

    /** Sessions created. */
    SESSIONS_CREATED("sessions created"),
    /** Sessions that left the prestarted state by their first bind or control. */
    SESSIONS_STARTED("sessions that had their first bind or control"),
    /** Sessions ended of those that had left the prestarted state. */
    SESSIONS_TERMINATED("sessions ended that had been started"),
    /** Sessions ended that were still prestarted. */
    PRESTARTED_TERMINATED("sessions ended before their first bind or control"),
    /** Sessions that have a stream now. */
    STREAMING_SESSIONS("current: sessions with a stream"),
    /** Sessions that poll now. */
    POLLING_SESSIONS("current: sessions that poll"),
    /** Sessions carried by a WebSocket now. */
    WS_SESSIONS("current: sessions on a WebSocket"),
    /** Sessions carried by HTTP now. */
    HTTP_SESSIONS("current: sessions on HTTP"),

    /** Items subscribed by clients, each item of each subscription. */
    ITEM_SUBSCRIPTIONS("items subscribed, counted per client and repetition"),
    /** Items unsubscribed, those of ended sessions included. */
    ITEM_UNSUBSCRIPTIONS("items unsubscribed, those of ended sessions included"),
    /** Updates written to clients. */
    ITEM_UPDATES("updates written to clients"),
    /** Updates lost because a buffer was full. */
    LOST_UPDATES("updates of unfiltered subscriptions lost because a buffer was full"),
    /** Updates conflated or discarded by frequency, buffer or selector. */
    FILTERED_UPDATES("updates conflated or discarded by frequency, buffer or selector"),
    /** Bytes of notifications, as written on streams and polls. */
    STREAM_BYTES("bytes written on streams and polls"),
    /** Messages of clients handed to metadata adapters. */
    MESSAGES("client messages handed to metadata adapters"),
    /** Their size in UTF-16. */
    MESSAGE_BYTES("bytes of these messages, in UTF-16");

    static final int COUNT = values().length;

    private final String sentence;

    Counter(String sentence) {
        this.sentence = sentence;
    }

    /** What is counted, for the operator. */
    public String sentence() {
        return sentence;
    }
}
