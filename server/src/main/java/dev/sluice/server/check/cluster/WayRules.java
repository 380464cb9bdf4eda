package dev.sluice.server.check.cluster;

import dev.sluice.server.check.balancer.BalancerFile;
import dev.sluice.server.check.balancer.Place;
import dev.sluice.server.check.balancer.Route;
import dev.sluice.server.check.cluster.Cluster.Arrival;
import dev.sluice.server.check.cluster.Cluster.Target;
import dev.sluice.server.config.ConfigProblem.Severity;
import dev.sluice.server.config.PortType;
import dev.sluice.server.config.SocketConfig;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Each way of a balancer must end at a socket that is there, and each node must be at the end of one. */
final class WayRules {
    private static final String GUIDE = "Ways to the nodes";

    private final Cluster cluster;
    private final Findings findings;

    WayRules(Cluster cluster, Findings findings) {
        this.cluster = cluster;
        this.findings = findings;
    }

    void check() {
        for (BalancerFile balancer : cluster.balancers) {
            boolean readable = balancer.findings().stream().noneMatch(p -> p.severity() == Severity.ERROR);
            if (readable && !cluster.chained(balancer) && cluster.arrivals.stream().noneMatch(a -> a.balancer() == balancer)) {
                findings.at(Severity.WARN, new Place(balancer.file(), 0), "no server in it is an address or a port of the nodes given here,"
                        + " so that nothing about it could be compared", "name the file that leads to these nodes", GUIDE);
            }
        }
        Set<String> told = new HashSet<>();
        for (Arrival arrival : cluster.arrivals) {
            if (told.add(arrival.server().place() + " " + arrival.server().shown())) {
                server(arrival);
            }
        }
        cluster.shared().stream().filter(route -> told.add(route.pool().place().toString())).forEach(this::mixed);
        if (!cluster.arrivals.isEmpty()) {
            cluster.members.forEach(this::reached);
        }
        cluster.members.forEach(this::prestarted);
    }

    private void server(Arrival arrival) {
        List<Member> owners = cluster.owners(arrival.server().host());
        if (owners.isEmpty()) {
            findings.at(Severity.INFO, arrival.server().place(), "leads to " + arrival.server().shown() + ", an address in no file of a node given here;"
                    + " it was not compared with anything", "give the file of that node too", GUIDE);
        } else if (arrival.targets().isEmpty()) {
            Member owner = owners.get(0);
            findings.at(Severity.ERROR, arrival.server().place(), "leads to " + arrival.server().shown() + ", where no socket of "
                    + (cluster.named(arrival.server().host()) ? owner.file() : "any node") + " listens", "lead it to one of the ports there: "
                    + owner.config().sockets().stream().map(s -> s.port() + " (" + s.name() + (s.listeningInterface() == null ? ")"
                    : " at " + s.listeningInterface() + ")")).collect(Collectors.joining(", ")) + "; or change the node", GUIDE);
        } else {
            guessed(arrival);
            tls(arrival);
        }
    }

    /** A server that was taken for a node by its port although the node's file names other addresses. */
    private void guessed(Arrival arrival) {
        Set<Member> taken = arrival.targets().stream().map(Target::member).filter(m -> !Cluster.addresses(m).isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (!cluster.named(arrival.server().host()) && !taken.isEmpty()) {
            findings.at(Severity.INFO, arrival.server().place(), "leads to " + arrival.server().host() + ", an address in no file of a node; by its port it was"
                    + " taken for " + taken.stream().map(m -> m.file() + " (" + String.join(", ", Cluster.addresses(m)) + ")").collect(Collectors.joining(" or ")),
                    "correct it if that is not so", GUIDE);
        }
    }

    private void tls(Arrival arrival) {
        Target target = arrival.targets().get(0);
        boolean decrypted = arrival.route().reads() || arrival.route().listener().tls();
        if (decrypted && !arrival.server().tls() && arrival.targets().stream().allMatch(t -> t.socket().secure())) {
            findings.at(Severity.ERROR, arrival.server().place(), "speaks without TLS to " + arrival.server().shown() + ", which is " + target.shown()
                    + " and takes TLS only", "make that socket an http_server, or pass bytes to it without reading them", GUIDE);
        } else if (arrival.server().tls() && arrival.targets().stream().noneMatch(t -> t.socket().secure())) {
            findings.at(Severity.ERROR, arrival.server().place(), "speaks TLS to " + arrival.server().shown() + ", which is " + target.shown()
                    + " and takes none", "speak without TLS to it, or make that socket an https_server", GUIDE);
        }
    }

    /** Creations go to any node, so they must not meet a socket that refuses them; what refuses them must not be shared. */
    private void mixed(Route route) {
        for (Arrival arrival : cluster.arrivals(route)) {
            if (!arrival.targets().isEmpty() && arrival.targets().stream().allMatch(t -> t.socket().portType() == PortType.CONTROL_ONLY)) {
                Target target = arrival.targets().get(0);
                SocketConfig other = target.member().config().sockets().stream().filter(s -> s.portType().acceptsCreation()).findFirst().orElse(null);
                findings.at(Severity.ERROR, arrival.server().place(), "shares clients out to " + arrival.server().shown() + ", which is " + target.shown()
                        + " and CONTROL_ONLY: creations are refused there with code 70, and the rest reaches nodes it does not belong to",
                        other == null ? "make that socket GENERAL_PURPOSE" : "lead it to port " + other.port() + " (" + other.name() + ")", GUIDE);
            }
        }
    }

    private void reached(Member member) {
        boolean creation = member.config().sockets().stream().filter(s -> s.portType().acceptsCreation())
                .anyMatch(s -> !cluster.arrivals(member, s).isEmpty());
        if (cluster.missed(member)) {
            return;
        }
        if (!creation) {
            findings.at(Severity.WARN, member, member.place(""), "no balancer file given here leads new sessions to this node",
                    "add a server line with its address and the port of a socket that is not CONTROL_ONLY", GUIDE);
            return;
        }
        for (SocketConfig socket : member.config().sockets()) {
            Target like = cluster.reachedLike(member, socket);
            if (like != null && cluster.arrivals(member, socket).isEmpty() && !cluster.namesOther(member)) {
                findings.at(Severity.WARN, member, member.place(socket, ""), "is at the end of no way in the balancer files given here, while "
                        + like.shown() + " is", "lead the control link of this node to port " + socket.port(), GUIDE);
            }
        }
    }

    /** Creations that cost little and are followed by TLS handshakes, which cost much, must not pile up. */
    private void prestarted(Member member) {
        List<SocketConfig> create = member.config().sockets().stream().filter(s -> s.portType() == PortType.CREATE_ONLY).toList();
        List<SocketConfig> control = member.config().sockets().stream().filter(s -> s.portType() == PortType.CONTROL_ONLY).toList();
        boolean cheap = !create.isEmpty() && create.stream().noneMatch(SocketConfig::secure);
        boolean costly = !control.isEmpty() && control.stream().allMatch(SocketConfig::secure);
        if (cheap && costly && member.config().pools().prestartedMaxQueue() < 0) {
            findings.at(Severity.WARN, member, member.place(control.get(0), ""), "takes by TLS what " + create.get(0).name() + " (line " + create.get(0).line()
                    + ") lets in without, and prestarted_max_queue is not set: when many come at once, sessions wait for their first bind until they expire",
                    "add <prestarted_max_queue>1000</prestarted_max_queue>", "2.B.1.4");
        }
    }
}
