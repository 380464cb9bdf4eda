package dev.sluice.server.request;

import dev.sluice.server.counters.Counter;
import dev.sluice.server.protocol.LineBuffer;
import dev.sluice.server.protocol.NotificationWriter;
import dev.sluice.server.protocol.ErrorCode;
import dev.sluice.server.protocol.StreamOptions;
import dev.sluice.server.session.BindOrigin;
import dev.sluice.server.session.Session;
import dev.sluice.server.session.StreamConnection;

/** What creating and binding a session share: the stream that is opened, and the refusal. */
final class Openings {

    private final StreamGrants grants;

    Openings(StreamGrants grants) {
        this.grants = grants;
    }

    /** Opens the stream of a request and binds the session to it; on the session's loop. */
    void bind(Session session, ClientConnection connection, WebSocketTalk talk, StreamOptions asked, boolean created,
              long recoveryFrom) {
        ClientInfo client = connection.client();
        long contentLength = Math.max(grants.contentLength(asked, client), session.binding().leastBodyBytes());
        StreamConnection stream = connection.openStream(contentLength);
        if (talk != null) {
            talk.carries(stream);
        }
        session.bind(stream, grants.terms(asked, stream, contentLength, connection.version()), created, recoveryFrom,
                new BindOrigin(client, talk, client.socketName(), client.tellAddress() ? client.address() : null));
    }

    /** Answers {@code CONERR}. */
    static void refuse(ClientConnection connection, int code, String text) {
        connection.loop().counts().countAnywhere(Counter.OPENINGS_FAILED);
        answer(connection, code, text);
    }

    private static void answer(ClientConnection connection, int code, String text) {
        LineBuffer out = new LineBuffer(64);
        NotificationWriter.conerr(out, code, text);
        connection.answer(out.copy());
    }

    /** Answers {@code CONERR} with one of the node's own reasons, in the code the client's version knows. */
    static void refuse(ClientConnection connection, ErrorCode reason) {
        refuse(connection, reason.codeFor(connection.version()), reason.text());
    }

    /** Answers {@code CONERR} and closes the connection, so that a balancer of connections can choose another node for the next try. */
    static void turnAway(ClientConnection connection, ErrorCode reason) {
        if (!connection.webSocket()) {
            // before the answer, so that its head says it
            connection.closeAfterAnswers();
        }
        answer(connection, reason.codeFor(connection.version()), reason.text());
        if (connection.webSocket()) {
            connection.closeAfterAnswers();
        }
    }
}
