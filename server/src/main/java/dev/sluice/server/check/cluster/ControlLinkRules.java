package dev.sluice.server.check.cluster;

import dev.sluice.server.check.balancer.Route;
import dev.sluice.server.check.balancer.Route.Listener;
import dev.sluice.server.check.cluster.Cluster.Arrival;
import dev.sluice.server.check.cluster.Cluster.Target;
import dev.sluice.server.config.ConfigProblem.Severity;
import dev.sluice.server.config.PortType;
import dev.sluice.server.config.SocketConfig;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The address each node tells its clients must lead back to that node. */
final class ControlLinkRules {
    private static final String SETTING = "control_link_address";
    private static final String GUIDE = "Control links";

    private final Cluster cluster;
    private final Findings findings;

    ControlLinkRules(Cluster cluster, Findings findings) {
        this.cluster = cluster;
        this.findings = findings;
    }

    void check() {
        Set<Member> taken = twice();
        for (Member member : cluster.members) {
            String host = Cluster.linkHost(member);
            if (host == null) {
                missing(member);
            } else if (!taken.contains(member) && !throughBalancer(member, host)) {
                direct(member, host);
            }
        }
    }

    /** Nodes whose control link is that of another one before. */
    private Set<Member> twice() {
        Set<Member> taken = new HashSet<>();
        Map<String, Member> byLink = new HashMap<>();
        for (Member member : cluster.members) {
            String link = member.config().sessions().controlLinkAddress();
            Member first = link == null ? null : byLink.putIfAbsent(link.strip().toLowerCase(Locale.ROOT), member);
            if (first != null) {
                taken.add(member);
                findings.at(Severity.ERROR, member, member.place(SETTING), "is the control link of " + first.file() + ":"
                        + first.place(SETTING).line() + " too, clients of one of the two nodes come back to the other one and are told code 21",
                        "give each node an address of its own", GUIDE);
            }
        }
        return taken;
    }

    private void missing(Member member) {
        cluster.members.stream().filter(other -> Cluster.linkHost(other) != null).findFirst().ifPresent(other ->
                findings.at(Severity.WARN, member, member.place(SETTING), "has no control_link_address, although " + other.file() + ":"
                        + other.place(SETTING).line() + " has one: clients of this node come back to the address of all nodes, and to another one",
                        "add <control_link_address> with an address that leads to this node only", GUIDE));
    }

    /** Checks rules of balancers that name the host; false when there is none. */
    private boolean throughBalancer(Member member, String host) {
        boolean found = false;
        Set<Listener> ports = new LinkedHashSet<>();
        for (Route route : cluster.balancers.stream().flatMap(b -> b.routes().stream()).toList()) {
            if (route.names(host)) {
                found = true;
                leadsTo(member, host, route);
                ports.add(route.listener());
            }
        }
        if (Cluster.linkPort(member) == 0) {
            ports.forEach(listener -> port(member, host, listener));
        } else if (found && ports.stream().noneMatch(listener -> listener.port() == Cluster.linkPort(member))) {
            Listener first = ports.iterator().next();
            findings.at(Severity.ERROR, member, member.place(SETTING), "sends clients to port " + Cluster.linkPort(member) + ", while " + first.place().file()
                    + ":" + first.place().line() + " takes requests for this name at port " + first.port(), "write " + host + ":" + first.port(), GUIDE);
        }
        return found;
    }

    private void leadsTo(Member member, String host, Route route) {
        List<Arrival> arrivals = cluster.arrivals(route);
        Arrival foreign = arrivals.stream().filter(a -> !a.targets().isEmpty()
                && a.targets().stream().noneMatch(t -> t.member() == member)).findFirst().orElse(null);
        if (foreign != null) {
            Member other = foreign.targets().get(0).member();
            findings.at(Severity.ERROR, route.place(), "leads " + host + " to " + foreign.server().shown() + ", which is the node of " + other.file()
                    + "; the name is the control link of " + member.file() + ":" + member.place(SETTING).line()
                    + ", whose clients are told code 21 there", "lead " + host + " to the node of " + member.file() + " only", GUIDE);
        }
        for (Arrival arrival : arrivals) {
            if (foreign == null && !arrival.targets().isEmpty()
                    && arrival.targets().stream().allMatch(t -> t.socket().portType() == PortType.CREATE_ONLY)) {
                findings.at(Severity.WARN, route.place(), "leads " + host + ", a control link, to " + arrival.targets().get(0).shown()
                        + ", which is CREATE_ONLY and paused when the node has enough to do", "lead it to the port of the node that is not CREATE_ONLY", GUIDE);
            }
        }
    }

    /** A control link that no rule of a balancer names: an address of the node itself, or a further address of the balancer. */
    private void direct(Member member, String host) {
        Member named = cluster.members.stream().filter(m -> m != member && Cluster.linkHost(m) != null && cluster.named(m))
                .findFirst().orElse(null);
        if (named != null) {
            findings.at(Severity.ERROR, member, member.place(SETTING), "is named by no rule of a balancer, while "
                    + Cluster.linkHost(named) + " of " + named.file() + " is: requests for it go where all other names go",
                    "add a rule for " + host + " that leads to this node only", GUIDE);
            return;
        }
        Set<Listener> entries = entries(member);
        boolean toBalancer = cluster.balancers.stream().flatMap(b -> b.routes().stream()).anyMatch(r -> r.listener().host().equals(host));
        for (Listener entry : entries) {
            port(member, host, entry);
            if (!toBalancer && ownAddress(member)) {
                ownSocket(member, host, entry);
            }
        }
    }

    /** Where clients create the sessions of this node. */
    private Set<Listener> entries(Member member) {
        Set<Listener> entries = new LinkedHashSet<>();
        for (Route route : cluster.shared()) {
            if (cluster.targets(route.pool()).stream().anyMatch(t -> t.member() == member && t.socket().portType().acceptsCreation())) {
                entries.add(route.listener());
            }
        }
        return entries;
    }

    private void port(Member member, String host, Listener entry) {
        int usual = entry.tls() || entry.port() == 443 ? 443 : 80;
        if (Cluster.linkPort(member) == 0 && entry.port() != usual && entry.port() != 443) {
            findings.at(Severity.WARN, member, member.place(SETTING), "has no port, and clients create their sessions at " + entry.shown()
                    + " (" + entry.place().file() + ":" + entry.place().line() + "), which is not the usual port " + usual
                    + ": not every client library takes the port of the creation over", "write " + host + ":" + controlPort(member, entry), GUIDE);
        }
    }

    private int controlPort(Member member, Listener entry) {
        List<SocketConfig> direct = directSockets(member);
        return direct.isEmpty() || direct.stream().anyMatch(s -> s.port() == entry.port()) ? entry.port() : direct.get(0).port();
    }

    /** Sockets for control connections that no balancer leads to. */
    private List<SocketConfig> directSockets(Member member) {
        return member.config().sockets().stream().filter(s -> s.portType() != PortType.CREATE_ONLY && cluster.arrivals(member, s).isEmpty()).toList();
    }

    /** Whether the clients of a control link must come to the node itself. */
    private boolean ownAddress(Member member) {
        return member.config().sockets().stream().noneMatch(s -> s.portType() != PortType.CREATE_ONLY && !cluster.arrivals(member, s).isEmpty());
    }

    private void ownSocket(Member member, String host, Listener entry) {
        int port = Cluster.linkPort(member) == 0 ? entry.port() : Cluster.linkPort(member);
        boolean tls = entry.tls() || secure(entry);
        List<SocketConfig> direct = directSockets(member);
        SocketConfig there = direct.stream().filter(s -> s.port() == port).findFirst().orElse(null);
        if (!direct.isEmpty() && there == null) {
            SocketConfig socket = direct.get(0);
            findings.at(Severity.ERROR, member, member.place(SETTING), "sends clients to port " + port + (Cluster.linkPort(member) > 0 ? "" : ", the one they come from (" + entry.place().file() + ":"
                    + entry.place().line() + ")") + ", but the node takes control connections at port " + socket.port() + " (" + socket.name() + ", line "
                    + socket.line() + ")",
                    "write " + host + ":" + socket.port(), GUIDE);
        } else if (there != null && there.secure() != tls) {
            findings.at(Severity.ERROR, member, member.place(SETTING), "sends clients to " + there.name() + " (line " + there.line() + ") by "
                    + (tls ? "https" : "http") + ", as they come from " + entry.shown() + " (" + entry.place().file() + ":" + entry.place().line()
                    + "), but that socket " + (there.secure() ? "takes TLS only" : "takes no TLS"),
                    "make it an " + (tls ? "https_server" : "http_server") + ", or take creations by " + (tls ? "http" : "https") + " too", GUIDE);
        }
    }

    /** Whether a listener that passes bytes leads to sockets with TLS. */
    private boolean secure(Listener entry) {
        return cluster.arrivals.stream().filter(a -> a.route().listener().equals(entry) && !a.route().reads())
                .flatMap(a -> a.targets().stream()).map(Target::socket).anyMatch(SocketConfig::secure);
    }
}
