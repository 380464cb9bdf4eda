package dev.sluice.server.request;

/**
 * Where {@code transport} hands in what it has read; implemented by {@code RequestDispatcher}.
 * Every method is called on the loop of the connection. The caller never waits.
 */
public interface RequestEntry {

    /**
     * One HTTP request of the protocol.
     *
     * @param name  request name: the last path element without {@code .txt}, e.g. {@code create_session}
     * @param query query string still percent-encoded, null when there is none; {@code LS_protocol} is inside
     * @param body  decoded body, empty for GET
     */
    void onHttp(ClientConnection connection, String name, String query, String body);

    /** One text message of a WebSocket. */
    void onMessage(ClientConnection connection, String text);

    /** The WebSocket is gone; once, after its last message. Requests already handed in are still executed. */
    void onClosed(ClientConnection connection);
}
