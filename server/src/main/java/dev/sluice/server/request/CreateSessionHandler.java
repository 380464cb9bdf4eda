package dev.sluice.server.request;

import dev.sluice.server.adapter.AdapterSet;
import dev.sluice.server.adapter.AdapterSets;
import dev.sluice.server.adapter.Answer;
import dev.sluice.server.adapter.Refusal;
import dev.sluice.server.adapter.SessionGrant;
import dev.sluice.server.adapter.SessionQuestion;
import dev.sluice.server.admission.Admission;
import dev.sluice.server.cluster.SessionIds;
import dev.sluice.server.config.PortType;
import dev.sluice.server.diff.DiffAlgorithm;
import dev.sluice.server.protocol.ErrorCode;
import dev.sluice.server.protocol.LogText;
import dev.sluice.server.protocol.Request.CreateSession;
import dev.sluice.server.session.EndCause;
import dev.sluice.server.session.Session;
import dev.sluice.server.session.SessionOrigin;
import dev.sluice.server.session.SessionRegistry;
import dev.sluice.server.session.SessionSettings;
import dev.sluice.server.session.SessionState;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** {@code create_session}: asks the adapter set, makes the session on the connection's loop, and binds it. */
final class CreateSessionHandler {

    private static final Logger LOG = LoggerFactory.getLogger("LightstreamerLogger.requests");

    private static final int MOST_UNKNOWN_TOLD = 100;

    private final Set<String> toldUnknown = ConcurrentHashMap.newKeySet();
    private final AdapterSets adapterSets;
    private final SessionRegistry registry;
    private final SessionSettings settings;
    private final Openings openings;
    private final ControlHandlers controls;
    private final SessionIds ids;
    private final Admission admission;

    CreateSessionHandler(AdapterSets adapterSets, SessionRegistry registry, SessionSettings settings,
                         Openings openings, ControlHandlers controls, SessionIds ids, Admission admission) {
        this.adapterSets = adapterSets;
        this.registry = registry;
        this.settings = settings;
        this.openings = openings;
        this.controls = controls;
        this.ids = ids;
        this.admission = admission;
    }

    void handle(ClientConnection connection, CreateSession request) {
        if (connection.client().portType() == PortType.CONTROL_ONLY) {
            connection.client().log(LOG).info("Session refused to {}: {} is CONTROL_ONLY", connection.client().shown(),
                    connection.client().socketName());
            Openings.refuse(connection, ErrorCode.CREATION_REFUSED_ON_PORT);
            return;
        }
        AdapterSet adapters = adapterSets.byId(request.adapterSet());
        if (connection.version() == null) {
            Openings.refuse(connection, ErrorCode.VERSION_UNSUPPORTED);
            return;
        }
        if (adapters == null) {
            tellUnknown(connection.client(), request.adapterSet());
            Openings.refuse(connection, ErrorCode.ADAPTER_SET_UNKNOWN);
            return;
        }
        if (connection.webSocket()) {
            WebSocketTalk talk = WebSocketTalk.of(connection);
            talk.whenFree(registry, connection, null, () -> arrive(connection, request, adapters, talk));
        } else {
            arrive(connection, request, adapters, null);
        }
    }

    private void arrive(ClientConnection connection, CreateSession request, AdapterSet adapters, WebSocketTalk talk) {
        Arrival arrival = new Arrival(connection, request, adapters, talk, this::ask);
        admission.ask(arrival.newcomer(), arrival);
    }

    private void ask(Arrival arrival) {
        ClientConnection connection = arrival.connection;
        Executor loop = connection.loop().thread()::execute;
        arrival.adapters.createSession(question(arrival), loop, new Answer<>() {
            @Override
            public void granted(SessionGrant grant) {
                create(arrival, grant);
            }

            @Override
            public void refused(Refusal refusal) {
                if (refusal.reason() == ErrorCode.OVERLOADED) {
                    arrival.refused(ErrorCode.OVERLOADED, true);
                    return;
                }
                connection.client().log(LOG).info("Session refused to {} of user {}: {} {}", connection.client().shown(),
                        LogText.of(arrival.request.user()), refusal.code(), refusal.text());
                int code = refusal.reason() == null ? refusal.code()
                        : refusal.reason().codeFor(connection.version());
                Openings.refuse(connection, code, refusal.text());
                arrival.decided();
            }
        });
    }

    /** A warning the first time a name is asked for: a wrong name in a client is a mistake somebody will look for here. */
    private void tellUnknown(ClientInfo client, String name) {
        if (client.silent()) {
            return;
        }
        String shown = LogText.of(name);
        boolean first = toldUnknown.size() < MOST_UNKNOWN_TOLD && toldUnknown.add(shown);
        LOG.atLevel(first ? Level.WARN : Level.INFO).log("Session refused to {}: there is no adapter set {}; this node has {}",
                client.shown(), shown,
                String.join(", ", adapterSets.all().stream().map(AdapterSet::id).sorted().toList()));
    }

    private void create(Arrival arrival, SessionGrant grant) {
        ErrorCode late = arrival.awaited() ? admission.enter(arrival.prestarts()) : ErrorCode.OVERLOADED;
        if (late == null) {
            begin(arrival, grant);
        } else {
            arrival.adapters.sessionClosed(grant.sessionId());
            arrival.refused(late, true);
        }
    }

    private void begin(Arrival arrival, SessionGrant grant) {
        ClientConnection connection = arrival.connection;
        CreateSession request = arrival.request;
        AdapterSet adapters = arrival.adapters;
        WebSocketTalk talk = arrival.talk;
        double kbps = AdapterLink.lower(request.maxBandwidth(), grant.maxBandwidthKbps());
        SessionOrigin origin = new SessionOrigin(adapters.id(), request.user(), connection.version(),
                request.stream().reduceHead() && connection.version().reducedHead(), grant.wantsTables(), grant.maxBandwidthKbps(), connection.client().silent());
        Session session = new Session(grant.sessionId(), origin, kbps, settings, connection.loop(),
                new AdapterLink(adapters, settings.subscriptions(), differences(connection, request), admission), registry);
        session.clientId(request.clientId() == null ? null : request.clientId().intern());
        if (arrival.prestarts()) {
            session.prestart();
        }
        registry.add(session);
        if (session.watch() != null) {
            session.watch().asked(connection.client().address(), RequestLog.masked(request));
        }
        long life = shorter(admission.lifeMillis(), grant.timeToLiveMillis());
        if (life > 0) {
            session.expireAt(session.createdMillis() + life);
        }
        replace(request);
        if (talk != null) {
            talk.imply(session);
        }
        connection.client().log(LOG).info("Session {} of user {} created for {} on {}, adapter set {}", session.id(),
                LogText.of(request.user()), connection.client().shown(), connection.client().socketName(), adapters.id());
        if (request.controls().isEmpty()) {
            openings.bind(session, connection, talk, request.stream(), true, -1);
            arrival.decided();
        } else {
            new CombinedControls(session, arrival, openings, controls).ok();
        }
    }

    private static int differences(ClientConnection connection, CreateSession request) {
        return connection.version().differences() ? DiffAlgorithm.supported(request.supportedDiffs()) : 0;
    }

    /** The shorter of two times of which 0 means for ever. */
    private static long shorter(long a, long b) {
        return a == 0 ? b : b == 0 ? a : Math.min(a, b);
    }

    /** The same client's earlier session, when it only waits for a bind, gives way at once. */
    private void replace(CreateSession request) {
        Session old = registry.find(request.oldSessionId());
        if (old != null && Objects.equals(old.origin().user(), request.user())) {
            old.loop().thread().execute(() -> {
                if (old.state() == SessionState.UNBOUND || old.state() == SessionState.BROKEN) {
                    old.close(EndCause.silent("replaced by a new session of its client"), false);
                }
            });
        }
    }

    private SessionQuestion question(Arrival arrival) {
        ClientInfo client = arrival.connection.client();
        Map<String, String> context = new HashMap<>();
        context.put("REMOTE_IP", client.address());
        context.put("REMOTE_PORT", Integer.toString(client.port()));
        context.put("USER_AGENT", client.userAgent());
        context.put("FORWARDING_INFO", String.join(", ", client.forwarded()));
        context.put("LOCAL_SERVER", client.socketName());
        return new SessionQuestion(arrival.request.user(), arrival.request.password(), ids::next,
                client.principal() == null ? null : client.principal().getName(), client.clientAuth(),
                client.headers(), context, arrival::awaited);
    }
}
