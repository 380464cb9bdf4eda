package dev.sluice.server.request;

import dev.sluice.server.counters.Counter;
import dev.sluice.server.protocol.ErrorCode;
import dev.sluice.server.protocol.LineBuffer;
import dev.sluice.server.protocol.NotificationWriter;
import dev.sluice.server.session.Session;

/** {@code REQOK} and {@code REQERR} of one request with an id. */
final class NumberedReply implements Reply {

    private final ClientConnection connection;
    private final Batch batch;
    private final int place;
    private final String requestId;
    private final boolean silent;
    private Session session;

    /**
     * @param batch  on HTTP the answers this one belongs to, null on a WebSocket
     * @param silent {@code LS_ack=false} on a WebSocket
     */
    NumberedReply(ClientConnection connection, Batch batch, int place, String requestId, boolean silent) {
        this.connection = connection;
        this.batch = batch;
        this.place = place;
        this.requestId = requestId;
        this.silent = silent && batch == null;
    }

    /** The session that carries the request out; from now on it is answered on its loop. */
    void of(Session found) {
        session = found;
    }

    @Override
    public void ok() {
        connection.loop().counts().countAnywhere(Counter.CONTROL_RESPONSES);
        if (!silent) {
            LineBuffer out = new LineBuffer(24);
            NotificationWriter.reqok(out, requestId);
            send(out);
        }
    }

    @Override
    public void refused(ErrorCode reason, String text) {
        refused(reason.codeFor(connection.version()), text);
    }

    @Override
    public void refused(int code, String text) {
        connection.loop().counts().countAnywhere(Counter.CONTROL_FAILURES);
        if (session != null) {
            session.counts().countOwn(Counter.CONTROL_FAILURES);
        }
        LineBuffer out = new LineBuffer(64);
        NotificationWriter.reqerr(out, requestId, code, text);
        send(out);
    }

    private void send(LineBuffer out) {
        if (session != null && session.watch() != null) {
            session.watch().told(out.array(), out.length());
        }
        if (batch == null) {
            connection.answer(out.copy());
        } else {
            batch.answer(place, out.copy());
        }
    }
}
