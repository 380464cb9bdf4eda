package dev.sluice.server.check.cluster;

import dev.sluice.server.check.balancer.BalancerFile;
import dev.sluice.server.check.balancer.Place;
import dev.sluice.server.check.balancer.Route;
import dev.sluice.server.check.balancer.Route.Forwards;
import dev.sluice.server.check.cluster.Cluster.Arrival;
import dev.sluice.server.check.cluster.Cluster.Target;
import dev.sluice.server.config.ConfigProblem.Severity;
import dev.sluice.server.config.SocketConfig;
import dev.sluice.server.config.SocketConfig.ClientIdentification;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** How the address of a client comes to the node: both sides of each connection must agree. */
final class AddressRules {
    private static final String GUIDE = "Addresses of clients";
    private static final String SKIP = "client_identification.skip_local_forwards";
    private static final String PROXY = "client_identification.proxy_protocol_enabled";
    /** More balancers behind each other than anyone has; ends circles. */
    private static final int MOST_HOPS = 10;

    private final Cluster cluster;
    private final Findings findings;
    private final Set<Object> told = new HashSet<>();

    AddressRules(Cluster cluster, Findings findings) {
        this.cluster = cluster;
        this.findings = findings;
    }

    void check() {
        for (Arrival arrival : cluster.arrivals) {
            if (!arrival.targets().isEmpty() && told.add(arrival.server().place())) {
                proxyHeader(arrival);
            }
        }
        for (Member member : cluster.members) {
            for (SocketConfig socket : member.config().sockets()) {
                List<Arrival> arrivals = cluster.arrivals(member, socket);
                if (!arrivals.isEmpty()) {
                    arrivals.stream().filter(a -> a.targets().size() == 1).findFirst().ifPresent(a -> forwards(new Target(member, socket), a));
                } else if (!cluster.arrivals.isEmpty() && cluster.reachedLike(member, socket) == null && !cluster.missed(member)) {
                    direct(member, socket);
                }
            }
        }
        betweenBalancers();
    }

    private void proxyHeader(Arrival arrival) {
        Target target = arrival.targets().get(0);
        boolean sends = arrival.server().proxy();
        if (arrival.targets().stream().anyMatch(t -> t.socket().clients().proxyProtocol() == sends)) {
            return;
        }
        String socket = target.shown();
        boolean haproxy = arrival.balancer().product() == BalancerFile.Product.HAPROXY;
        if (sends) {
            findings.at(Severity.ERROR, arrival.server().place(), "begins connections to " + arrival.server().shown() + " with a PROXY header, which "
                    + socket + " does not expect: it closes them all", "set proxy_protocol_enabled to Y in the client_identification of that socket,"
                    + " or remove " + (haproxy ? "send-proxy here" : "proxy_protocol on"), GUIDE);
        } else {
            String add = haproxy ? "add send-proxy-v2 to this line" : arrival.route().reads() ? "" : "add proxy_protocol on to the server block";
            findings.at(Severity.ERROR, arrival.server().place(), "begins connections to " + arrival.server().shown() + " without the PROXY header that "
                    + socket + " demands: it closes them all", (add.isEmpty() ? "" : add + ", or ") + "set proxy_protocol_enabled to N in that socket", GUIDE);
        }
    }

    private void forwards(Target target, Arrival arrival) {
        ClientIdentification clients = target.socket().clients();
        Integer added = hops(arrival.route(), 0);
        int counted = clients.skipLocalForwards();
        if (clients.proxyProtocol() || added == null || added == counted) {
            return;
        }
        boolean haproxy = arrival.balancer().product() == BalancerFile.Product.HAPROXY;
        Place place = haproxy ? arrival.route().listener().place() : arrival.route().place();
        String where = place.file() + ":" + place.line();
        if (added == 0 && arrival.route().reads()) {
            if (told.add("forwards " + where)) {
                findings.at(Severity.WARN, place, "adds no address to X-Forwarded-For, of which " + target.shown() + " counts " + entries(counted)
                        + ": clients can pretend any address", "add " + (haproxy ? "option forwardfor" : "proxy_set_header X-Forwarded-For"
                        + " $proxy_add_x_forwarded_for") + " here, or set skip_local_forwards to 0 in the sockets it leads to", GUIDE);
            }
            return;
        }
        String set = "set skip_local_forwards to " + added + " in this socket";
        String reason;
        String advice;
        if (counted == 0) {
            reason = "ignores X-Forwarded-For, to which " + where + " adds the client's address: every client seems to have the address of the balancer";
            advice = set;
        } else if (added == 0) {
            reason = "counts " + entries(counted) + " of X-Forwarded-For, but " + where + " passes bytes and adds none: clients can pretend any address";
            advice = set + "; for their addresses use the PROXY protocol on both sides";
        } else {
            reason = "counts " + entries(counted) + " of X-Forwarded-For, but balancers add " + added + " on the way (" + where + "): "
                    + (counted > added ? "clients can pretend any address" : "every client seems to have the address of a balancer");
            advice = set + (counted > added ? ", or give the file of the balancer in front with --balancer" : "");
        }
        findings.at(Severity.WARN, target.member(), target.member().place(target.socket(), SKIP), reason, advice, GUIDE);
    }

    private static String entries(int count) {
        return count == 1 ? "1 entry" : count + " entries";
    }

    /** Entries of X-Forwarded-For that balancers have added when a way ends; null = unknown. */
    private Integer hops(Route route, int depth) {
        Forwards own = route.passing().forwards();
        if (own == Forwards.UNKNOWN || depth > MOST_HOPS) {
            return null;
        }
        if (own == Forwards.REPLACED) {
            return 1;
        }
        Integer before = 0;
        for (Route other : cluster.inFrontOf(route)) {
            before = hops(other, depth + 1);
        }
        return before == null ? null : before + (own == Forwards.APPENDED ? 1 : 0);
    }

    /** A socket that clients reach without any balancer. */
    private void direct(Member member, SocketConfig socket) {
        if (socket.clients().proxyProtocol()) {
            findings.at(Severity.WARN, member, member.place(socket, PROXY), "demands a PROXY header, but no balancer file given here leads to "
                    + socket.name() + ": connections of clients are closed", "set proxy_protocol_enabled to N in this socket", GUIDE);
        } else if (socket.clients().skipLocalForwards() > 0) {
            findings.at(Severity.WARN, member, member.place(socket, SKIP), "counts " + entries(socket.clients().skipLocalForwards())
                    + " of X-Forwarded-For, but no balancer file given here leads to " + socket.name() + ": clients that come to it can pretend any address",
                    "set skip_local_forwards to 0 in this socket", GUIDE);
        }
    }

    private void betweenBalancers() {
        for (Route second : cluster.balancers.stream().flatMap(b -> b.routes().stream()).toList()) {
            for (Route first : cluster.inFrontOf(second)) {
                first.pool().servers().stream().filter(s -> s.proxy() != second.listener().acceptsProxy() && told.add(s.place())).forEach(server ->
                        findings.at(Severity.ERROR, server.place(), "begins connections to " + server.shown() + (server.proxy() ? " with" : " without")
                                + " a PROXY header, and " + second.listener().place().file() + ":" + second.listener().place().line() + " expects "
                                + (server.proxy() ? "none" : "one"), server.proxy() ? "add accept-proxy (HAProxy) or proxy_protocol (nginx) to the listener,"
                                + " or send none" : "send one, or do not expect it", GUIDE));
            }
        }
    }
}
