package dev.sluice.server.request;

import dev.sluice.server.admission.Admission;
import dev.sluice.server.counters.Counter;
import dev.sluice.server.protocol.ErrorCode;
import dev.sluice.server.protocol.LineBuffer;
import dev.sluice.server.protocol.NotificationWriter;
import dev.sluice.server.protocol.Request.BindSession;
import dev.sluice.server.session.EndCause;
import dev.sluice.server.session.Session;
import dev.sluice.server.session.SessionRegistry;
import dev.sluice.server.session.SessionState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code bind_session}: gives a session a new stream, after a {@code LOOP} or a broken connection, on whatever transport. */
final class BindSessionHandler {

    private static final Logger LOG = LoggerFactory.getLogger("LightstreamerLogger.requests");

    private final SessionRegistry registry;
    private final Openings openings;
    private final UnknownSessions unknown;
    private final Admission admission;

    BindSessionHandler(SessionRegistry registry, Openings openings, UnknownSessions unknown,
                       Admission admission) {
        this.registry = registry;
        this.openings = openings;
        this.unknown = unknown;
        this.admission = admission;
    }

    void handle(ClientConnection connection, BindSession request) {
        if (connection.version() == null) {
            Openings.refuse(connection, ErrorCode.VERSION_UNSUPPORTED);
            return;
        }
        if (connection.webSocket()) {
            WebSocketTalk talk = WebSocketTalk.of(connection);
            talk.whenFree(registry, connection, request.sessionId(), () -> find(connection, request, talk));
        } else if (request.sessionId() == null) {
            Openings.refuse(connection, ErrorCode.MALFORMED);
        } else if (request.recoveryFrom() >= 0) {
            find(connection, request, null);
        } else {
            // HTTP libraries send a request again over another connection, unknown to the client, when its own breaks (Java SE 5.x).
            // The one on the broken connection may be read later than its repetition; that the connection is broken is known a task later.
            connection.loop().thread().execute(() -> find(connection, request, null));
        }
    }

    private void find(ClientConnection connection, BindSession request, WebSocketTalk talk) {
        String id = request.sessionId() == null ? talk.sessionId() : request.sessionId();
        Session session = registry.find(id);
        if (session == null) {
            WebSocketTalk.decide(talk, connection, () -> refuseUnknown(connection, request, id));
            return;
        }
        if (talk != null) {
            talk.imply(session);
        }
        Runnable bind = () -> bind(connection, request, session, talk);
        if (session.loop().thread().current()) {
            bind.run();
        } else {
            session.loop().thread().execute(bind);
        }
    }

    private void bind(ClientConnection connection, BindSession request, Session session, WebSocketTalk talk) {
        long wait = request.stream().polling() && request.recoveryFrom() < 0
                ? session.binding().nextPollMillis() - session.loop().nowMillis() : 0;
        if (wait > 0) {
            session.loop().thread().schedule(wait, () -> bind(connection, request, session, talk));
        } else {
            WebSocketTalk.decide(talk, connection, () -> bindNow(connection, request, session, talk));
        }
    }

    private void bindNow(ClientConnection connection, BindSession request, Session session, WebSocketTalk talk) {
        if (!connection.open()) {
            connection.client().log(LOG).debug("A bind of session {} from {} came over a connection that is gone; dropped", session.id(),
                    connection.client().address());
            session.binding().awaitRecovery();
            return;
        }
        if (session.state() == SessionState.CLOSED) {
            refuseUnknown(connection, request, session.id());
            return;
        }
        if (request.recoveryFrom() >= 0 && !session.binding().canRecover(request.recoveryFrom())) {
            Openings.refuse(connection, ErrorCode.RECOVERY_IMPOSSIBLE);
            return;
        }
        if (request.recoveryFrom() < 0 && session.binding().overtakes(talk)) {
            connection.client().log(LOG).debug("Session {}: a bind from {} came after the recovery that its client asked for later; dropped",
                    session.id(), connection.client().address());
            connection.answerNothing();
            connection.closeAfterAnswers();
            return;
        }
        ErrorCode tooMany = admission.firstBound(session);
        if (tooMany != null) {
            session.close(EndCause.silent("others came before its first bind: " + tooMany.text()), false);
            connection.loop().counts().countAnywhere(Counter.CREATIONS_REFUSED);
            Openings.turnAway(connection, tooMany);
            return;
        }
        session.onRequest();
        if (request.maxBandwidth() >= 0) {
            session.bandwidth().ask(request.maxBandwidth());
        }
        openings.bind(session, connection, talk, request.stream(), false, request.recoveryFrom());
    }

    private void refuseUnknown(ClientConnection connection, BindSession request, String sessionId) {
        if (!connection.open()) {
            return;
        }
        EndCause end = sessionId == null ? null : registry.endOf(sessionId, connection.loop().nowMillis());
        if (end == null) {
            Openings.refuse(connection, unknown.onBind(connection, request, sessionId));
            return;
        }
        if (end.code() == ErrorCode.DURATION_REACHED.code()) {
            Openings.refuse(connection, ErrorCode.DURATION_REACHED);
            return;
        }
        LineBuffer out = new LineBuffer(64);
        NotificationWriter.end(out, end.code(), end.text());
        connection.answer(out.copy());
    }
}
