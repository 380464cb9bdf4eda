package dev.sluice.server.request;

import dev.sluice.server.cluster.StrayRequest;
import dev.sluice.server.cluster.StrayRequest.Kind;
import dev.sluice.server.cluster.StrayRequests;
import dev.sluice.server.protocol.ErrorCode;
import dev.sluice.server.protocol.LogText;
import dev.sluice.server.protocol.Request.BindSession;
import dev.sluice.server.protocol.Request.Numbered;
import dev.sluice.server.protocol.Request.SendMessage;
import java.util.Arrays;
import java.util.List;

/** The codes for requests whose session is not here, in the set of codes and the version the client understands. Any thread. */
final class UnknownSessions {

    private final StrayRequests strays;

    UnknownSessions(StrayRequests strays) {
        this.strays = strays;
    }

    /** For {@code CONERR}. */
    ErrorCode onBind(ClientConnection connection, BindSession request, String sessionId) {
        return judge(connection, request.recoveryFrom() < 0 ? Kind.BIND : Kind.RECOVERY, sessionId, ErrorCode.OTHER_INSTANCE);
    }

    /** For {@code REQERR}. */
    ErrorCode onControl(ClientConnection connection, Numbered request, String sessionId) {
        return judge(connection, request instanceof SendMessage ? Kind.MESSAGE : Kind.CONTROL, sessionId,
                ErrorCode.OTHER_INSTANCE_CONTROL);
    }

    private ErrorCode judge(ClientConnection connection, Kind kind, String sessionId, ErrorCode elsewhere) {
        if (sessionId == null) {
            return ErrorCode.SESSION_NOT_FOUND;
        }
        ClientInfo client = connection.client();
        // what is changed by that is no id of any node
        StrayRequest stray = new StrayRequest(kind, LogText.of(sessionId), client.socketName(), client.endpoint(), client.address(),
                chain(client.headers().get("x-forwarded-for")), client.headers().containsKey("cookie"), client.silent());
        return strays.judge(stray, connection.loop().nowMillis()).elsewhere()
                ? elsewhere : ErrorCode.SESSION_NOT_FOUND;
    }

    private static List<String> chain(String header) {
        return header == null ? List.of() : Arrays.stream(header.split(",")).map(String::strip).toList();
    }
}
