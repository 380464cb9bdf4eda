package dev.sluice.server.check.cluster;

import dev.sluice.server.check.balancer.BalancerFile;
import dev.sluice.server.check.balancer.Route;
import dev.sluice.server.check.balancer.ServerPool;
import dev.sluice.server.check.balancer.ServerPool.HealthCheck;
import dev.sluice.server.check.balancer.ServerPool.HealthCheck.Asked;
import dev.sluice.server.check.cluster.Cluster.Arrival;
import dev.sluice.server.check.cluster.Cluster.Target;
import dev.sluice.server.config.ConfigProblem.Severity;
import dev.sluice.server.config.ManagementConfig.SocketChoice;
import dev.sluice.server.config.PortType;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Balancers must ask each node for its health at the socket that takes new sessions, and be answered there. */
final class HealthRules {
    private static final String GUIDE = "Health checks";
    private static final String PATH = "/lightstreamer/healthcheck";

    private final Cluster cluster;
    private final Findings findings;

    HealthRules(Cluster cluster, Findings findings) {
        this.cluster = cluster;
        this.findings = findings;
    }

    void check() {
        Set<Object> told = new HashSet<>();
        for (Route route : cluster.shared()) {
            List<Arrival> arrivals = cluster.arrivals(route);
            boolean creation = arrivals.stream().flatMap(a -> a.targets().stream()).anyMatch(t -> t.socket().portType().acceptsCreation());
            if (creation && arrivals.get(0).balancer().product() == BalancerFile.Product.HAPROXY && told.add(route.pool().place())) {
                asked(route.pool());
                arrivals.stream().filter(a -> a.server().checked() && route.pool().check().asked() == Asked.HTTP).forEach(this::answered);
            }
        }
        cluster.members.forEach(this::chosen);
    }

    private void asked(ServerPool pool) {
        HealthCheck check = pool.check();
        switch (check.asked()) {
            case NOTHING -> findings.at(Severity.WARN, pool.place(), pool.shown() + " asks no node for its health: new clients go on being sent to nodes that are gone",
                    "add option httpchk GET " + PATH + ", http-check expect string OK, and check to the server lines", GUIDE);
            case CONNECTION -> findings.at(Severity.INFO, check.place(), pool.shown() + " only tries to connect: a node that drains gets new clients up to its end",
                    "add option httpchk GET " + PATH + " and http-check expect string OK", GUIDE);
            case HTTP -> {
                if (check.path() != null && !check.path().endsWith("/healthcheck") && !check.path().matches("/readyz|/livez")) {
                    findings.at(Severity.WARN, check.place(), "asks for " + check.path() + ", which tells nothing about the health of a node",
                            "write option httpchk GET " + PATH, GUIDE);
                }
            }
            case OTHER -> { }
        }
    }

    private void answered(Arrival arrival) {
        List<Target> asked = cluster.targets(arrival.server(), arrival.server().checkPort());
        if (asked.isEmpty()) {
            if (!arrival.targets().isEmpty()) {
                findings.at(Severity.ERROR, arrival.server().place(), "asks for health at port " + arrival.server().checkPort() + " of " + arrival.server().host()
                        + ", where no socket listens: the node gets no clients", "ask at port " + arrival.server().port(), GUIDE);
            }
            return;
        }
        Target target = asked.get(0);
        boolean refusing = !arrival.targets().isEmpty() && arrival.targets().stream().allMatch(t -> t.socket().portType() == PortType.CONTROL_ONLY);
        boolean agreed = arrival.targets().isEmpty() || arrival.targets().stream().anyMatch(t -> t.socket().clients().proxyProtocol() == arrival.server().proxy());
        if (refusing) {
            return;
        }
        if (asked.stream().noneMatch(HealthRules::answers)) {
            findings.at(Severity.ERROR, arrival.server().place(), "asks for health at " + target.shown() + ", which answers no health checks: the node gets no clients",
                    arrival.server().checkPort() != arrival.server().port()
                    && arrival.targets().stream().anyMatch(HealthRules::answers) ? "ask at port " + arrival.server().port() : "add <available_on_server name=\""
                    + target.socket().name() + "\"/> to <healthcheck> in " + target.member().file(), GUIDE);
        } else if (agreed && asked.stream().noneMatch(t -> t.socket().clients().proxyProtocol() == arrival.server().checkProxy())) {
            findings.at(Severity.ERROR, arrival.server().place(), "asks for health at " + target.shown() + (arrival.server().checkProxy() ? " with" : " without")
                    + " a PROXY header, and the socket " + (arrival.server().checkProxy() ? "expects none" : "demands one") + ": the node gets no clients",
                    arrival.server().checkProxy() ? "ask at a socket with proxy_protocol_enabled Y" : "add check-send-proxy", GUIDE);
        } else if (arrival.targets().stream().noneMatch(asked::contains) && !arrival.targets().isEmpty()) {
            findings.at(Severity.WARN, arrival.server().place(), "asks for health at " + target.shown() + ", while clients are led to "
                    + arrival.targets().get(0).shown() + ": that this one fails would not be noticed", "ask at port " + arrival.server().port(), GUIDE);
        }
    }

    private static boolean answers(Target target) {
        return target.member().config().management().healthcheck().includes(target.socket().name());
    }

    /** A health check that is answered where no balancer sends new sessions. */
    private void chosen(Member member) {
        SocketChoice choice = member.config().management().healthcheck();
        List<String> create = member.config().sockets().stream().filter(s -> s.portType().acceptsCreation()).map(s -> s.name()).toList();
        if (!choice.all() && !choice.names().isEmpty() && !create.isEmpty() && create.stream().noneMatch(choice::includes)) {
            findings.at(Severity.WARN, member, member.place("healthcheck"), "is answered by sockets that take no new sessions, and a balancer asks where it sends those",
                    "add <available_on_server name=\"" + create.get(0) + "\"/>", GUIDE);
        }
    }
}
