package dev.sluice.server.request;

import dev.sluice.server.protocol.Request;
import dev.sluice.server.session.Session;

/** Carries out one kind of request on a live session, on its loop. */
interface SessionHandler<R extends Request.Numbered> {

    void handle(Session session, R request, Reply reply);
}
