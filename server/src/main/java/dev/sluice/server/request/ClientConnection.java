package dev.sluice.server.request;

import dev.sluice.server.protocol.ProtocolVersion;
import dev.sluice.server.session.SessionLoop;
import dev.sluice.server.session.StreamConnection;

/**
 * Where a request came from and its answers go: one HTTP request, or one WebSocket for all its requests.
 * Implemented by {@code transport}. Methods may be called on any thread; answers leave in the order of the calls made on one thread.
 */
public interface ClientConnection {

    /** The peer. */
    ClientInfo client();

    /** The loop the socket lives on. */
    SessionLoop loop();

    /** Version the peer speaks, null when it named none the node speaks. */
    ProtocolVersion version();

    /** True for a WebSocket. */
    boolean webSocket();

    /**
     * Sends whole lines as answer. On HTTP this is the whole response and ends it (called once); on a WebSocket one message,
     * before any notification written later.
     */
    void answer(byte[] lines);

    /** Sends nothing: HTTP gets an empty 200 response, a WebSocket nothing. */
    void answerNothing();

    /**
     * Turns the response of this request into the stream of a session; on a WebSocket the stream shares the socket.
     *
     * @param contentLength bytes the HTTP response may carry; ignored on a WebSocket
     */
    StreamConnection openStream(long contentLength);

    /** Closes the socket after everything answered so far has left. */
    void closeAfterAnswers();

    /** What {@link #attach} gave, or null; on the connection's loop. */
    Object attachment();

    /** Keeps something with the connection; on its loop. */
    void attach(Object attachment);

    /** False once the socket is known to be gone. */
    boolean open();
}
