package dev.sluice.server.request;

import dev.sluice.server.protocol.LineBuffer;
import dev.sluice.server.protocol.NotificationWriter;

/** {@code REQOK} and {@code REQERR} of one request with an id. */
final class NumberedReply implements Reply {

    private final ClientConnection connection;
    private final Batch batch;
    private final int place;
    private final String requestId;
    private final boolean silent;

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

    @Override
    public void ok() {
        if (!silent) {
            LineBuffer out = new LineBuffer(24);
            NotificationWriter.reqok(out, requestId);
            send(out);
        }
    }

    @Override
    public void refused(int code, String text) {
        LineBuffer out = new LineBuffer(64);
        NotificationWriter.reqerr(out, requestId, code, text);
        send(out);
    }

    private void send(LineBuffer out) {
        if (batch == null) {
            connection.answer(out.copy());
        } else {
            batch.answer(place, out.copy());
        }
    }
}
