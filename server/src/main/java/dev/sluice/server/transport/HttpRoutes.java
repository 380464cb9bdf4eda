package dev.sluice.server.transport;

import dev.sluice.server.counters.Counter;
import dev.sluice.server.protocol.LogText;
import dev.sluice.server.request.OldClients;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides what a path means: a request of the protocol, a WebSocket, the health check, or a page. */
final class HttpRoutes {

    private static final Logger LOG = LoggerFactory.getLogger("LightstreamerLogger.connections.http");
    private static final Logger HEALTH = LoggerFactory.getLogger("LightstreamerHealthCheck");
    private static final String BASE = "/lightstreamer";
    private static final String REQUEST_SUFFIX = ".txt";
    private static final Set<String> REQUESTS =
            Set.of("create_session", "bind_session", "control", "msg", "heartbeat", "send_log");
    private static final Set<String> REQUEST_METHODS = Set.of("GET", "POST", "OPTIONS");
    private static final String LIVE = "/livez";
    private static final String READY = "/readyz";
    private static final byte[] NOTHING = new byte[0];
    private static final byte[] HEALTHY = "OK\r\n".getBytes(StandardCharsets.US_ASCII);

    private final List<String> bases = new ArrayList<>();
    private final OriginPolicy origins;
    private final StaticPages pages;
    private final OldClients oldClients = new OldClients();
    private final Doorkeeper door;

    /**
     * @param prefixes {@code service_url_prefix}
     * @param door     what the state of the node means for those who come
     */
    HttpRoutes(List<String> prefixes, OriginPolicy origins, StaticPages pages, Doorkeeper door) {
        bases.add(BASE);
        prefixes.forEach(prefix -> bases.add(prefix + BASE));
        this.origins = origins;
        this.pages = pages;
        this.door = door;
    }

    OldClients oldClients() {
        return oldClients;
    }

    OriginPolicy origins() {
        return origins;
    }

    /** Sends a request where it belongs; it is answered now or later. */
    void route(HttpExchange exchange, String body) {
        String resource = resource(exchange.path);
        boolean granted = grant(exchange);
        if (exchange.path.equals(LIVE) || exchange.path.equals(READY)) {
            probe(exchange);
        } else if (resource == null) {
            exchange.port.counts.count(Counter.PAGE_REQUESTS);
            exchange.page = true;
            pages.serve(exchange);
        } else if (exchange.client().headers().containsKey("upgrade") && resource.length() <= 1) {
            WebSocketEndpoint.upgrade(exchange, granted);
        } else if (resource.equals("/healthcheck")) {
            healthcheck(exchange);
        } else if (isRequest(resource)) {
            request(exchange, resource.substring(1, resource.length() - REQUEST_SUFFIX.length()), body, granted);
        } else {
            exchange.port.counts.count(Counter.UNRECOGNIZED_REQUESTS);
            strange(exchange, resource);
        }
    }

    private void request(HttpExchange exchange, String name, String body, boolean granted) {
        if (!REQUEST_METHODS.contains(exchange.method)) {
            exchange.respond(405, ResponseHead.PLAIN, "Allow: GET, POST, OPTIONS\r\n", NOTHING, true);
        } else if (!granted) {
            exchange.client().log(LOG).info("Request of {} not executed: origin {} is not allowed", exchange.client().shown(),
                    LogText.of(exchange.client().headers().get("origin")));
            exchange.answerNothing();
        } else if (exchange.method.equals("OPTIONS")) {
            StringBuilder extra = new StringBuilder(ResponseHead.NOT_CACHED);
            if (exchange.client().headers().containsKey("origin")) {
                origins.grantPreflight(extra, exchange.client().headers().get("access-control-request-headers"));
            } else {
                extra.append("Allow: GET, POST, OPTIONS\r\n");
            }
            exchange.respond(200, ResponseHead.PLAIN, extra.toString(), NOTHING, true);
        } else {
            exchange.port.entry.onHttp(exchange, name, exchange.query, exchange.method.equals("POST") ? body : "");
        }
    }

    private void strange(HttpExchange exchange, String resource) {
        OldClients.Kind kind = resource.isEmpty() ? null : OldClients.asking(resource);
        if (kind != null) {
            oldClients.tell(kind, exchange.client(), exchange.path);
        } else {
            exchange.client().log(LOG).info("{} asked for {}, which is not of this protocol", exchange.client().shown(),
                    LogText.of(exchange.path));
        }
        pages.reserved(exchange);
    }

    private void healthcheck(HttpExchange exchange) {
        if (!checked(exchange) || !door.healthy()) {
            pages.reserved(exchange);
            return;
        }
        exchange.client().log(HEALTH).info("Health check of {}", exchange.client().shown());
        exchange.respond(200, ResponseHead.PLAIN, ResponseHead.NOT_CACHED, HEALTHY, !exchange.method.equals("HEAD"));
    }

    /** {@code /livez} and {@code /readyz} on sockets for health checks: the status alone, reasons are for the probe socket. */
    private void probe(HttpExchange exchange) {
        if (!checked(exchange)) {
            pages.reserved(exchange);
            return;
        }
        boolean good = exchange.path.equals(LIVE) ? door.live() : door.ready();
        exchange.respond(good ? 200 : 503, ResponseHead.PLAIN, ResponseHead.NOT_CACHED, NOTHING, true);
    }

    private static boolean checked(HttpExchange exchange) {
        return exchange.port.config.management().healthcheck().includes(exchange.port.socket.name());
    }

    /** True when the request may be executed; the response then tells the browser so. */
    private boolean grant(HttpExchange exchange) {
        String origin = exchange.client().headers().get("origin");
        if (origin == null) {
            return true;
        }
        if (!origins.accepts(origin, exchange.client().secure(), exchange.client().headers().get("host"))) {
            return false;
        }
        exchange.grantOrigin(origin);
        return true;
    }

    /** What follows the base of the service, empty or beginning with a slash; null for a page. */
    private String resource(String path) {
        for (String base : bases) {
            if (path.startsWith(base) && (path.length() == base.length() || path.charAt(base.length()) == '/')) {
                return path.substring(base.length());
            }
        }
        return null;
    }

    private static boolean isRequest(String resource) {
        return resource.startsWith("/") && resource.endsWith(REQUEST_SUFFIX)
                && REQUESTS.contains(resource.substring(1, resource.length() - REQUEST_SUFFIX.length()));
    }
}
