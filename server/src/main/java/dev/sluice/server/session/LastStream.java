package dev.sluice.server.session;

/**
 * The stream a session has, or had last: where it came from, how it ended, and how long the next is awaited. From it follows what a
 * bind means that comes now: the next stream, a request that was sent again, or one that a recovery has overtaken.
 *
 * <p>Its life: perhaps {@link #awaitFirst}; {@link #begin}; then {@link #loop}, or {@link #lose}, or the next {@code begin}; after a
 * {@code loop} perhaps {@link #doubt}; at last {@link #end}. On the session's loop.
 */
final class LastStream {

    private static final long NEVER = Long.MAX_VALUE;

    private SessionState state = SessionState.UNBOUND;
    private BindOrigin from;
    /** The WebSocket its client gave up for a recovery elsewhere. */
    private Object abandoned;
    private boolean polling;
    private boolean recovery;
    /** The connection it ended on with {@code LOOP}. */
    private StreamConnection looped;
    private long endedMillis;
    private long awaitedUntil = NEVER;

    /** Where the session is in its life. */
    SessionState state() {
        return state;
    }

    boolean bound() {
        return state == SessionState.BOUND;
    }

    /** The other end of its connection; null before the first stream. Read by other threads a moment late. */
    SessionPeer peer() {
        return from == null ? null : from.peer();
    }

    private Object webSocket() {
        return from == null ? null : from.webSocket();
    }

    /** Whether there was none yet. */
    boolean none() {
        return from == null;
    }

    /** The first is awaited that long. */
    void awaitFirst(long nowMillis, long waitMillis) {
        await(nowMillis, waitMillis);
    }

    /** The next stream begins. */
    void begin(BindOrigin origin, boolean polls, boolean recovers) {
        state = state.onBind();
        if (recovers && polls && webSocket() != origin.webSocket()) {
            abandoned = webSocket();
        }
        from = origin;
        polling = polls;
        recovery = recovers;
        forgetLooped();
        awaitedUntil = NEVER;
    }

    /** It ended with {@code LOOP}; the next is awaited that long. */
    void loop(StreamConnection on, long nowMillis, long waitMillis) {
        state = state.onLoop();
        looped = on;
        await(nowMillis, waitMillis);
    }

    /** Its connection broke; a recovery is awaited that long. */
    void lose(long nowMillis, long waitMillis) {
        state = state.onLost();
        await(nowMillis, waitMillis);
    }

    private void await(long nowMillis, long waitMillis) {
        endedMillis = nowMillis;
        awaitedUntil = nowMillis + waitMillis;
    }

    /** The client, which was told {@code LOOP} or not, has lost a connection since: it will ask for a recovery. False when not so. */
    boolean doubt(long nowMillis, long waitMillis) {
        if (state != SessionState.UNBOUND) {
            return false;
        }
        awaitedUntil = Math.max(awaitedUntil, nowMillis + waitMillis);
        return true;
    }

    /** The session is over. */
    void end() {
        state = state.onClose();
        forgetLooped();
    }

    /** A WebSocket outlives the streams on it, and must not keep the sessions they were of. */
    private void forgetLooped() {
        if (looped != null) {
            looped.forget();
            looped = null;
        }
    }

    /** Until when the next is awaited; {@link Long#MAX_VALUE} while it goes on. */
    long awaitedUntil() {
        return awaitedUntil;
    }

    /** How long the next has been awaited. */
    long waitedMillis(long nowMillis) {
        return awaitedUntil == NEVER ? 0 : nowMillis - endedMillis;
    }

    /** Whether this is the connection it ended on with {@code LOOP}, so that the client may not have seen the {@code LOOP}. */
    boolean loopedOn(StreamConnection connection) {
        return looped == connection;
    }

    /**
     * Whether a plain bind that comes now shows that the client saw nothing of it. A client that saw a part of it asks for a recovery;
     * but HTTP libraries of official clients (Java SE 5.x) send a request again by themselves when its connection breaks before the
     * first byte of the response, unknown to the client.
     */
    boolean unseen() {
        return state == SessionState.BROKEN || bound() && polling;
    }

    /** Whether it is an HTTP stream that has not come to its end. */
    boolean endless() {
        return (bound() || state == SessionState.BROKEN) && !polling && webSocket() == null;
    }

    /**
     * Whether a plain bind was overtaken by a recovery: its client sent it before, on a connection it has given up since, or has
     * not even got the answer to the recovery. Carried out, it would take the session away from the client.
     *
     * @param webSocket identity of the WebSocket the bind came from, null for HTTP
     */
    boolean overtakes(Object webSocket) {
        return bound() && recovery && polling || webSocket != null && webSocket == abandoned;
    }
}
