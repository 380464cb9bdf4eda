package dev.sluice.server.request;

import dev.sluice.server.session.Session;
import dev.sluice.server.session.StreamConnection;
import java.util.ArrayDeque;

/** What one WebSocket remembers between requests: the session they imply. On the connection's loop. */
final class WebSocketTalk {

    /** Last session created or bound here, or null. */
    private Session session;
    private StreamConnection stream;
    /** Requests that wait for the creation they imply; null while none is under way. */
    private ArrayDeque<Runnable> awaiting;

    Session session() {
        return session;
    }

    /** Whether a session is bound to this WebSocket at the moment. */
    boolean occupied() {
        return awaiting != null || session != null && session.connection() == stream && stream != null;
    }

    boolean opening() {
        return awaiting != null;
    }

    void beginOpening() {
        awaiting = new ArrayDeque<>(2);
    }

    void queue(Runnable request) {
        awaiting.add(request);
    }

    void bound(Session bound, StreamConnection on) {
        session = bound;
        stream = on;
    }

    /** The creation is decided: what waited for it goes on. */
    void endOpening() {
        ArrayDeque<Runnable> waited = awaiting;
        awaiting = null;
        if (waited != null) {
            waited.forEach(Runnable::run);
        }
    }
}
