package dev.sluice.server.request;

import dev.sluice.server.adapter.AdapterSets;
import dev.sluice.server.admission.Admission;
import dev.sluice.server.cluster.SessionIds;
import dev.sluice.server.cluster.StrayRequests;
import dev.sluice.server.counters.Counter;
import dev.sluice.server.protocol.ErrorCode;
import dev.sluice.server.protocol.LineBuffer;
import dev.sluice.server.protocol.LogText;
import dev.sluice.server.protocol.NotificationWriter;
import dev.sluice.server.protocol.Request;
import dev.sluice.server.protocol.Request.BindSession;
import dev.sluice.server.protocol.Request.CreateSession;
import dev.sluice.server.protocol.Request.Numbered;
import dev.sluice.server.protocol.Request.Refused;
import dev.sluice.server.protocol.RequestParser;
import dev.sluice.server.session.Session;
import dev.sluice.server.session.SessionRegistry;
import dev.sluice.server.session.SessionSettings;
import dev.sluice.server.session.SessionWatch;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes what a connection has read, finds the session it is for, and has it handled on that session's loop. */
public final class RequestDispatcher implements RequestEntry {

    private static final Logger LOG = LoggerFactory.getLogger("LightstreamerLogger.requests");

    private final SessionRegistry registry;
    private final Admission admission;
    private final int requestLimit;
    private final boolean showPasswords;
    private final ControlHandlers controls = new ControlHandlers();
    private final CreateSessionHandler creating;
    private final BindSessionHandler binding;
    private final UnknownSessions unknown;
    private final OldClients oldClients = new OldClients();

    /**
     * @param strays           decides on requests for sessions that are not here
     * @param admission        decides on new sessions
     * @param contentLengthFor default body limit of an HTTP stream by User-Agent, which may be null
     * @param showPasswords    whether passwords stand in the log of requests ({@code show_password_on_request_log})
     */
    public RequestDispatcher(AdapterSets adapterSets, SessionRegistry registry, SessionSettings settings,
                             StrayRequests strays, Admission admission, ToIntFunction<String> contentLengthFor,
                             boolean showPasswords) {
        this.showPasswords = showPasswords;
        this.registry = registry;
        this.admission = admission;
        this.requestLimit = settings.requestLimit();
        Openings openings = new Openings(new StreamGrants(settings, contentLengthFor));
        this.creating = new CreateSessionHandler(adapterSets, registry, settings, openings, controls,
                new SessionIds(strays.node()), admission);
        this.unknown = new UnknownSessions(strays);
        this.binding = new BindSessionHandler(registry, openings, unknown, admission);
    }

    @Override
    public void onHttp(ClientConnection connection, String name, String query, String body) {
        List<Request> requests = RequestParser.within(requestLimit, body, RequestParser.parseHttp(name, query, body));
        log(connection, name, requests);
        watch(connection, requests, name + (body.isEmpty() ? "\n" + query : "\n" + body));
        Request first = requests.get(0);
        if (connection.version() == null) {
            String protocol = RequestParser.parameter(query, "LS_protocol");
            oldClients.tell(OldClients.naming(protocol), connection.client(), name + " with LS_protocol=" + protocol);
        }
        if (first instanceof CreateSession create) {
            creating.handle(connection, create);
        } else if (first instanceof BindSession bind) {
            binding.handle(connection, bind);
        } else if (first instanceof Refused refused && refused.opening()) {
            Openings.refuse(connection, refused.code().code(), refused.text());
        } else if (connection.version() == null || first instanceof Refused refused && refused.requestId() == null) {
            answerError(connection, first);
        } else if (first instanceof Numbered || first instanceof Refused) {
            Batch batch = new Batch(connection, requests.size());
            for (int i = 0; i < requests.size(); i++) {
                numbered(connection, requests.get(i), batch, i);
            }
        } else {
            connection.loop().counts().count(Counter.HEARTBEATS);
            touch(registry.find(first.sessionId()));
            LineBuffer out = new LineBuffer(16);
            NotificationWriter.reqok(out, null);
            connection.answer(out.copy());
        }
    }

    private static void answerError(ClientConnection connection, Request first) {
        connection.loop().counts().count(Counter.UNRECOGNIZED_REQUESTS);
        LineBuffer out = new LineBuffer(64);
        Refused refused = first instanceof Refused r ? r : null;
        ErrorCode code = refused == null ? ErrorCode.MALFORMED : refused.code();
        NotificationWriter.error(out, code.code(), refused == null ? "LS_protocol is missing or not supported" : refused.text());
        connection.answer(out.copy());
    }

    @Override
    public void onMessage(ClientConnection connection, String text) {
        List<Request> requests = RequestParser.within(requestLimit, text, RequestParser.parseMessage(text));
        log(connection, "message", requests);
        watch(connection, requests, text);
        for (Request request : requests) {
            if (request instanceof Numbered || request instanceof Refused refused && refused.requestId() != null) {
                numbered(connection, request, null, 0);
            } else if (request instanceof CreateSession create) {
                creating.handle(connection, create);
            } else if (request instanceof BindSession bind) {
                binding.handle(connection, bind);
            } else if (request instanceof Refused refused && refused.opening()) {
                Openings.refuse(connection, refused.code().code(), refused.text());
            } else if (request instanceof Refused) {
                answerError(connection, request);
            } else if (request instanceof Request.WsOk) {
                LineBuffer out = new LineBuffer(8);
                NotificationWriter.wsok(out);
                connection.answer(out.copy());
            } else {
                connection.loop().counts().count(Counter.HEARTBEATS);
                touch(registry.find(sessionOf(connection, request)));
            }
        }
    }

    @Override
    public void onClosed(ClientConnection connection) {
        connection.attach(null);
    }

    private static void touch(Session session) {
        if (session != null) {
            session.loop().thread().execute(session::onRequest);
        }
    }

    private void numbered(ClientConnection connection, Request request, Batch batch, int place) {
        connection.loop().counts().count(Counter.CONTROL_REQUESTS);
        if (request instanceof Refused refused) {
            new NumberedReply(connection, batch, place, refused.requestId(), false)
                    .refused(refused.code(), refused.text());
            return;
        }
        Numbered numbered = (Numbered) request;
        NumberedReply reply = new NumberedReply(connection, batch, place, numbered.requestId(), !acknowledged(numbered, connection));
        WebSocketTalk talk = batch == null ? WebSocketTalk.of(connection) : null;
        if (talk == null || !talk.holds(numbered.sessionId())) {
            onSession(connection, registry.find(sessionOf(connection, numbered)), numbered, reply);
        } else if (!talk.queue(() -> onSession(connection, registry.find(sessionOf(connection, numbered)), numbered, reply))) {
            reply.refused(ErrorCode.SERVER_ERROR, "Too many requests wait for the session that is being opened, at most "
                    + WebSocketTalk.MOST_AWAITING + "; send them when it is open");
        }
    }

    private void onSession(ClientConnection connection, Session session, Numbered request, NumberedReply reply) {
        if (session == null) {
            reply.refused(unknown.onControl(connection, request, request.sessionId()));
        } else if (session.loop().thread().current()) {
            handle(session, request, reply);
        } else {
            session.loop().thread().execute(() -> handle(session, request, reply));
        }
    }

    private void handle(Session session, Numbered request, NumberedReply reply) {
        if (session.closed()) {
            reply.refused(ErrorCode.SESSION_NOT_FOUND);
        } else {
            reply.of(session);
            admission.controlled(session);
            controls.handle(session, request, reply);
        }
    }

    private static boolean acknowledged(Numbered request, ClientConnection connection) {
        if (request instanceof Request.SendMessage message) {
            return message.ack();
        }
        boolean asked = !(request instanceof Request.Subscribe subscribe) || subscribe.ack();
        asked &= !(request instanceof Request.Unsubscribe unsubscribe) || unsubscribe.ack();
        return asked || !connection.version().silentSubscriptions();
    }

    /** Shows the request to the watches of the sessions it is for. */
    private void watch(ClientConnection connection, List<Request> requests, String text) {
        Set<SessionWatch> watches = null;
        for (Request request : requests) {
            SessionWatch watch = registry.watchOf(sessionOf(connection, request));
            if (watch != null) {
                watches = watches == null ? new HashSet<>() : watches;
                watches.add(watch);
            }
        }
        if (watches != null) {
            ClientInfo client = connection.client();
            String from = client.address() + ':' + client.port() + (connection.webSocket() ? " WS" : " HTTP");
            watches.forEach(watch -> watch.asked(from, text));
        }
    }

    private static String sessionOf(ClientConnection connection, Request request) {
        return request.sessionId() != null || !connection.webSocket() ? request.sessionId()
                : WebSocketTalk.of(connection).sessionId();
    }

    private void log(ClientConnection connection, String name, List<Request> requests) {
        Logger log = connection.client().log(LOG);
        if (log.isDebugEnabled()) {
            for (Request request : requests) {
                log.debug("{} {}: {}", connection.client().shown(), LogText.of(name), RequestLog.line(request, showPasswords));
            }
        }
    }
}
