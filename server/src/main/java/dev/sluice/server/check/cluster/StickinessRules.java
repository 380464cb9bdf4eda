package dev.sluice.server.check.cluster;

import dev.sluice.server.check.balancer.Route;
import dev.sluice.server.check.balancer.ServerPool;
import dev.sluice.server.check.balancer.ServerPool.HealthCheck;
import dev.sluice.server.check.balancer.ServerPool.Stickiness;
import dev.sluice.server.check.balancer.ServerPool.Stickiness.Kind;
import dev.sluice.server.check.cluster.Cluster.Target;
import dev.sluice.server.config.ConfigProblem.Severity;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What keeps a client on its node, until the node wants to be rid of it. */
final class StickinessRules {
    private static final String GUIDE = "Stickiness";

    private final Cluster cluster;
    private final Findings findings;

    StickinessRules(Cluster cluster, Findings findings) {
        this.cluster = cluster;
        this.findings = findings;
    }

    void check() {
        Set<Object> told = new HashSet<>();
        for (Route route : cluster.shared()) {
            List<Target> targets = cluster.targets(route.pool());
            boolean creation = targets.stream().anyMatch(t -> t.socket().portType().acceptsCreation());
            if (creation && told.add(route.pool().place())) {
                boolean linked = targets.stream().allMatch(t -> Cluster.linkHost(t.member()) != null);
                if (route.pool().stickiness().kind() == Kind.NONE) {
                    none(route, targets, linked);
                } else {
                    release(route);
                    if (!linked) {
                        keep(route, targets);
                    }
                }
            }
        }
    }

    private void none(Route route, List<Target> targets, boolean linked) {
        targets.stream().filter(t -> Cluster.linkHost(t.member()) == null).findFirst().filter(t -> !linked).ifPresent(target ->
                findings.at(Severity.ERROR, route.pool().place(), "nothing keeps a client on its node: " + route.pool().shown()
                        + " has no stickiness, and " + target.member().file() + " no control_link_address; requests for its sessions reach other nodes,"
                        + " which tell code 21", "add a control_link_address to every node (1.B.1), or keep clients by a cookie (1.A.2)", GUIDE));
    }

    private void release(Route route) {
        ServerPool pool = route.pool();
        Stickiness stickiness = pool.stickiness();
        if (stickiness.released()) {
            return;
        }
        String again = "a client that a draining node sends away comes back to it at once";
        if (!route.reads()) {
            findings.at(Severity.INFO, stickiness.place(), again + ": where bytes are passed, nobody can tell a new session from an old one",
                    "plan it: clear the entries of the node, or end it and let its clients go", "2.A.1");
        } else if (route.reads() && stickiness.kind() == Kind.COOKIE && pool.check().keeps404()
                && pool.check().asked() == HealthCheck.Asked.HTTP) {
            findings.at(Severity.WARN, stickiness.place(), again + (stickiness.flaw().isEmpty() ? " with its cookie" : ": " + stickiness.flaw()),
                    "take the cookie of a leaving node from creations and WebSocket handshakes by http-request replace-header, as in conf/clustering/1.A.2/haproxy.cfg", "1.A.2");
        } else if (stickiness.kind() == Kind.TABLE && pool.check().keeps404() && pool.check().asked() == HealthCheck.Asked.HTTP) {
            findings.at(Severity.WARN, stickiness.place(), again + ", as its table entry is honoured for new sessions too", "write stick match src unless"
                    + " { path_end /create_session.txt } { nbsrv(" + pool.name() + ") lt " + pool.servers().size() + " } and stick store-request src", "1.A.1");
        } else if (stickiness.kind() == Kind.HASH) {
            findings.at(Severity.INFO, stickiness.place(), again + ", as its address leads there until the node is gone",
                    "plan it: mark the server down before it drains, which cuts its sessions, or use a control link (1.B.1)", "1.A.1");
        }
    }

    /** Rules for nodes whose clients the balancer alone keeps. */
    private void keep(Route route, List<Target> targets) {
        HealthCheck check = route.pool().check();
        if (check.asked() == HealthCheck.Asked.HTTP && !check.keeps404() && !"/livez".equals(check.path())) {
            findings.at(Severity.WARN, check.place(), "a draining node answers 404 here, and " + route.pool().shown() + " then sends all requests of its"
                    + " sessions to other nodes, which tell code 21", "add http-check disable-on-404", "Health checks");
        }
        if (targets.stream().allMatch(t -> t.member().config().sessions().maxDurationMinutes() == 0)) {
            Member first = targets.get(0).member();
            findings.at(Severity.INFO, first, first.place("max_session_duration_minutes"), "sessions have no longest duration, and " + route.pool().shown() + " ("
                    + route.pool().place().file() + ":" + route.pool().place().line() + ") keeps clients where they are: a node that returns stays empty", "add <max_session_duration_minutes>1440</max_session_duration_minutes>", GUIDE);
        }
    }
}
