package dev.sluice.server.session;

/**
 * A socket, or one HTTP response, that carries the notifications of a bound session.
 *
 * <p>All methods are called on the session's loop; an implementation whose socket lives on another loop hands over itself.
 * Order: any number of {@link #write} and {@link #flush}, then exactly one of {@link #finish} and {@link #abort}.
 */
public interface StreamConnection {

    /** What happens to the socket, told on the session's loop; until {@link #finish} or {@link #abort} was called unless said. */
    interface Listener {
        /** The socket takes bytes again after {@link #writable()} was false. */
        void onWritable();

        /** The socket is gone; nothing follows. At most once. */
        void onLost(StreamConnection connection);

        /**
         * The socket is gone after the stream on it was finished and before anything else came over it: the client may not have
         * seen the last lines. At most once, and only after {@link #finish} without closing the socket.
         */
        void onEndInDoubt(StreamConnection connection);
    }

    /**
     * Names who is told of writability and loss, and the loop to tell it on; called once, before the first write.
     *
     * @param owner loop of the session, on which all other methods are called
     */
    void listener(Listener listener, LoopThread owner);

    /** True for a WebSocket: no content-length limit, the socket outlives the stream. */
    boolean webSocket();

    /** Whether bytes written now will leave soon. Ask before encoding. */
    boolean writable();

    /** Copies whole lines out of {@code bytes} towards the socket; they leave with the next {@link #flush}. */
    void write(byte[] bytes, int offset, int length);

    /** Sends what was written. */
    void flush();

    /**
     * Ends the stream after what was written: the HTTP response is completed, the WebSocket is free for another session.
     *
     * @param closeSocket true: also close the socket, on a WebSocket with close code 1000
     */
    void finish(boolean closeSocket);

    /** Cuts the socket without a word, so that a client notices at once. */
    void abort();

    /**
     * When something else than the stream was last written to the same socket, by the time of {@link SessionLoop#nowMillis}; 0 when
     * nothing was, or never is. On a WebSocket the answers to requests go the same way.
     */
    long answeredMillis();

    /**
     * The session is over, or has gone on elsewhere: the listener is told nothing more and is not kept. After {@link #finish} or
     * {@link #abort}, perhaps long after.
     */
    void forget();

    /** Bytes this response may carry in all, as fixed in its head; {@link Long#MAX_VALUE} when the transport sets no limit. */
    long bodyLimit();
}
