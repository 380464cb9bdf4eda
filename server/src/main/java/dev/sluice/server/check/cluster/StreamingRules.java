package dev.sluice.server.check.cluster;

import dev.sluice.server.check.balancer.BalancerFile;
import dev.sluice.server.check.balancer.Place;
import dev.sluice.server.check.balancer.Route;
import dev.sluice.server.check.balancer.Route.Buffering.Held;
import dev.sluice.server.check.balancer.Route.Limit;
import dev.sluice.server.check.cluster.Cluster.Arrival;
import dev.sluice.server.check.cluster.Cluster.Target;
import dev.sluice.server.config.ConfigProblem.Severity;
import dev.sluice.server.config.NodeConfig;
import dev.sluice.server.config.PortType;
import dev.sluice.server.config.StreamConfig;
import java.util.HashSet;
import java.util.Set;

/** What flows must flow at once, may be silent for a while, and WebSockets must get through. */
final class StreamingRules {
    private static final String GUIDE = "Streaming through a balancer";
    /** How long a busy node may hold back a creation. */
    private static final long HELD_CREATION_MILLIS = 50_000;

    private final Cluster cluster;
    private final Findings findings;
    private final Set<Object> told = new HashSet<>();

    StreamingRules(Cluster cluster, Findings findings) {
        this.cluster = cluster;
        this.findings = findings;
    }

    void check() {
        for (Arrival arrival : cluster.arrivals) {
            for (Target target : arrival.targets()) {
                if (arrival.route().reads()) {
                    buffering(arrival, target);
                    webSocket(arrival, target);
                }
                silence(arrival.route(), target);
                cluster.inFrontOf(arrival.route()).forEach(front -> silence(front, target));
            }
        }
    }

    private void buffering(Arrival arrival, Target target) {
        Route.Buffering buffering = arrival.route().passing().buffering();
        Place place = buffering.place().or(arrival.route().place());
        boolean asks = target.socket().responseHeaders().stream().anyMatch(h -> h.name().equals("x-accel-buffering") && "no".equals(h.value()));
        if (buffering.held() == Held.ALWAYS && told.add(place)) {
            findings.at(Severity.WARN, place, "answers are buffered, whatever the nodes send: HTTP streams are held back and clients poll instead",
                    "remove X-Accel-Buffering from proxy_ignore_headers, or write proxy_buffering off", GUIDE);
        } else if (buffering.held() == Held.UNLESS_ASKED && !asks && told.add(place)) {
            findings.at(Severity.WARN, place, "proxy_buffering is on" + (buffering.place().written() ? "" : " by default") + ", and answers of " + target.shown()
                    + " do not say X-Accel-Buffering: no: HTTP streams are held back and clients poll instead", "write proxy_buffering off here,"
                    + " or add <response_http_headers><add name=\"X-Accel-Buffering\">no</add></response_http_headers> to the socket", GUIDE);
        } else if (buffering.held() == Held.BRIEFLY && told.add(place.file())) {
            findings.at(Severity.INFO, place, "without option http-no-delay, updates in HTTP streams may wait for others to be sent with",
                    "add option http-no-delay to the defaults", GUIDE);
        }
    }

    private void webSocket(Arrival arrival, Target target) {
        NodeConfig config = target.member().config();
        Route.WebSocket webSocket = arrival.route().passing().webSocket();
        boolean refused = !config.connections().webSocket().enabled()
                || config.cluster().refuseWebSocketOnCreateOnly() && target.socket().portType() == PortType.CREATE_ONLY;
        Place place = webSocket.place().or(arrival.route().place());
        if (!webSocket.passed() && !refused && told.add("WebSocket " + place)) {
            boolean nginx = arrival.balancer().product() == BalancerFile.Product.NGINX;
            findings.at(Severity.WARN, place, (nginx ? "WebSocket handshakes do not get through to the nodes" : webSocket.reason()) + ", while "
                    + target.member().file() + " has WebSocket enabled: clients wait for an answer before they go on over HTTP",
                    (nginx ? "add " + webSocket.reason() + ";" : "remove it,") + " or set websocket/enabled to N on the nodes", GUIDE);
        }
    }

    private void silence(Route route, Target target) {
        StreamConfig streams = target.member().config().streams();
        long keepalive = streams.keepalive().maxMillis();
        long idle = streams.polling().maxIdleMillis();
        long polling = streams.polling().maxPollingMillis() + idle;
        boolean webSocket = target.member().config().connections().webSocket().enabled() && route.passing().webSocket().passed();
        if (webSocket || !route.reads()) {
            limit(route, route.passing().tunnel(), target, Math.max(keepalive, polling), streams);
        }
        if (route.reads()) {
            limit(route, route.passing().server(), target, Math.max(keepalive, idle), streams);
            limit(route, route.passing().client(), target, Math.max(keepalive, idle), streams);
            held(route, target);
        }
    }

    private void limit(Route route, Limit limit, Target target, long longest, StreamConfig streams) {
        if (!limit.cuts(longest) || !told.add(limit)) {
            return;
        }
        long standard = streams.keepalive().defaultMillis();
        long most = streams.keepalive().maxMillis();
        long idle = streams.polling().maxIdleMillis();
        String silence = limit.cuts(standard) ? "default_keepalive_millis=" + standard + ": every stream without updates is cut"
                : limit.cuts(most) ? "max_keepalive_millis=" + most + ": streams of clients that ask for it are cut when nothing happens"
                : limit.cuts(idle) ? "max_idle_millis=" + idle + ": polls that wait for data are cut"
                : "max_polling_millis=" + streams.polling().maxPollingMillis() + " and max_idle_millis=" + idle
                + " together: WebSockets of clients that poll are cut between two polls";
        findings.at(Severity.WARN, limit.place().or(route.place()), limit.name() + " " + limit.shown() + (limit.place().written() ? "" : ", the default,")
                + " is not longer than " + target.member().file() + "'s " + silence, "set it to " + enough(longest) + ", or lower the node's times", GUIDE);
    }

    private void held(Route route, Target target) {
        Limit limit = route.passing().server();
        if (limit.cuts(HELD_CREATION_MILLIS) && target.socket().portType().acceptsCreation() && told.add("held " + limit) && !told.contains(limit)) {
            findings.at(Severity.INFO, limit.place().or(route.place()), limit.name() + " " + limit.shown() + " cuts creations that a busy node holds back for up to "
                    + HELD_CREATION_MILLIS / 1_000 + " s: their clients try again at once", "set it to " + enough(HELD_CREATION_MILLIS), GUIDE);
        }
    }

    private static String enough(long millis) {
        return Math.max(90, millis / 1_000 + 30) + "s";
    }
}
