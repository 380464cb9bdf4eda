package dev.sluice.server.request;

import dev.sluice.server.protocol.ErrorCode;
import dev.sluice.server.session.LoopThread;
import dev.sluice.server.session.Session;
import dev.sluice.server.session.SessionRegistry;
import dev.sluice.server.session.StreamConnection;
import java.util.ArrayDeque;

/** What one WebSocket remembers between requests: the session they imply. On the connection's loop, but for the stream. */
final class WebSocketTalk {

    /** Clients wait for the answer to a creation or bind; one that does not must not fill the memory while an adapter is slow. */
    static final int MOST_AWAITING = 500;

    /** Id of the last session created or bound here, or null. Only the id: the socket may outlive the session by hours. */
    private String sessionId;
    /** The stream that session was given here; owned by the session's loop. */
    private StreamConnection stream;
    /** Requests that wait for the creation or bind they imply; null while none is under way. */
    private ArrayDeque<Runnable> awaiting;
    /** Session that the bind under way names, or null. */
    private String named;

    static WebSocketTalk of(ClientConnection connection) {
        WebSocketTalk talk = (WebSocketTalk) connection.attachment();
        if (talk == null) {
            talk = new WebSocketTalk();
            connection.attach(talk);
        }
        return talk;
    }

    /** The session that requests without an id are for, which may have ended; null when there was none. */
    String sessionId() {
        return sessionId;
    }

    /**
     * Whether a request waits for the creation or bind under way: it implies the session, or names the one that is being bound. Clients
     * take an answer before that of the bind for the end of the bind (Java SE 4.x).
     */
    boolean holds(String asked) {
        return awaiting != null && (asked == null || asked.equals(named));
    }

    /** Lets a request wait for the session it implies; false when too many do already. */
    boolean queue(Runnable request) {
        return awaiting.size() < MOST_AWAITING && awaiting.add(request);
    }

    /** From now on requests without a session id are for this one. */
    void imply(Session implied) {
        sessionId = implied.id();
    }

    /** The implied session is carried by this WebSocket; on the session's loop. */
    void carries(StreamConnection given) {
        stream = given;
    }

    /** The creation or bind is decided and answered: what waited for it goes on. On the connection's loop. */
    void endOpening() {
        ArrayDeque<Runnable> waited = awaiting;
        awaiting = null;
        named = null;
        if (waited != null) {
            waited.forEach(Runnable::run);
        }
    }

    /**
     * Decides a bind and lets go on what waited for it: to the client the answer to the bind comes first, and the next bind it sends
     * then finds this one over. On the session's loop.
     *
     * @param talk null for a request over HTTP
     */
    static void decide(WebSocketTalk talk, ClientConnection connection, Runnable decision) {
        if (talk == null) {
            decision.run();
        } else if (connection.loop().thread().current()) {
            decision.run();
            talk.endOpening();
        } else {
            connection.loop().thread().execute(talk::endOpening);
            decision.run();
        }
    }

    /**
     * Begins a creation or bind when no session is bound to this WebSocket and no other one is under way, else refuses. Asked on the
     * bound session's loop, since only there is it known whether its stream has ended.
     *
     * @param toBind session to bind, null when it is implied or created
     */
    void whenFree(SessionRegistry registry, ClientConnection connection, String toBind, Runnable goOn) {
        if (awaiting != null) {
            Openings.refuse(connection, ErrorCode.ALREADY_BOUND);
            return;
        }
        awaiting = new ArrayDeque<>(2);
        named = toBind;
        Session before = registry.find(sessionId);
        if (before == null) {
            goOn.run();
            return;
        }
        run(before.loop().thread(), () -> {
            boolean occupied = stream != null && before.connection() == stream;
            run(connection.loop().thread(), () -> {
                if (occupied) {
                    Openings.refuse(connection, ErrorCode.ALREADY_BOUND);
                    endOpening();
                } else {
                    goOn.run();
                }
            });
        });
    }

    private static void run(LoopThread loop, Runnable task) {
        if (loop.current()) {
            task.run();
        } else {
            loop.execute(task);
        }
    }
}
