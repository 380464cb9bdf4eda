package dev.sluice.server.request;

import dev.sluice.server.protocol.LogText;
import dev.sluice.server.protocol.Request;
import dev.sluice.server.protocol.Request.CreateSession;

/** Requests as text for the log, without passwords. */
final class RequestLog {

    private RequestLog() {
    }

    /** A request as a line of the log, which nothing a client writes can end. */
    static String line(Request request, boolean showPasswords) {
        return LogText.whole(showPasswords ? request.toString() : masked(request));
    }

    static String masked(Request request) {
        if (!(request instanceof CreateSession c) || c.password() == null) {
            return request.toString();
        }
        return new CreateSession(c.user(), "***", c.adapterSet(), c.clientId(), c.maxBandwidth(), c.supportedDiffs(),
                c.ttlMillis(), c.oldSessionId(), c.cause(), c.stream(), c.controls()).toString();
    }
}
