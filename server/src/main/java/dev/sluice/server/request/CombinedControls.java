package dev.sluice.server.request;

import dev.sluice.server.protocol.ErrorCode;
import dev.sluice.server.protocol.Request;
import dev.sluice.server.session.EndCause;
import dev.sluice.server.session.Session;
import java.util.Iterator;

/**
 * The controls of a combined create request, carried out in order: each is the reply to the one before. The session is bound when
 * all are accepted; when it ends before, because one is refused or an adapter does not answer in time, the creation is refused.
 */
final class CombinedControls implements Reply {

    private final Session session;
    private final Arrival arrival;
    private final Openings openings;
    private final ControlHandlers controls;
    private final Iterator<Request> rest;

    CombinedControls(Session session, Arrival arrival, Openings openings, ControlHandlers controls) {
        this.session = session;
        this.arrival = arrival;
        this.openings = openings;
        this.controls = controls;
        this.rest = arrival.request.controls().iterator();
    }

    @Override
    public void ok() {
        if (session.closed()) {
            return;
        }
        if (rest.hasNext()) {
            session.binding().awaitFirst(end -> refuse(end.told() ? end.code() + " " + end.text() : end.log()));
            controls.handle(session, (Request.Numbered) rest.next(), this);
        } else {
            openings.bind(session, arrival.connection, arrival.talk, arrival.request.stream(), true, -1);
            arrival.decided();
        }
    }

    @Override
    public void refused(int code, String text) {
        if (session.closed()) {
            return;
        }
        session.binding().awaitFirst(end -> refuse(code + " " + text));
        session.close(EndCause.silent("a control of its create request was refused: " + code + " " + text), false);
    }

    private void refuse(String why) {
        Openings.refuse(arrival.connection, ErrorCode.COMBINED_FAILED.code(), ErrorCode.COMBINED_FAILED.text() + ": " + why);
        arrival.decided();
    }
}
