package dev.sluice.server.check.cluster;

import dev.sluice.server.check.balancer.BalancerFile;
import dev.sluice.server.check.balancer.Route;
import dev.sluice.server.check.balancer.ServerPool;
import dev.sluice.server.check.balancer.ServerPool.Server;
import dev.sluice.server.config.ManagementConfig;
import dev.sluice.server.config.SocketConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The nodes of a cluster and the ways that balancers have to their sockets.
 *
 * <p>Which node a server of a balancer is follows from the addresses that the nodes' files name: interfaces of sockets, the JMX
 * connector, the control link. Where none of them fits, every node whose addresses are in no balancer file may be the one.
 */
final class Cluster {
    final List<Member> members;
    final List<BalancerFile> balancers;
    /** Ways to servers that may be sockets of the nodes, in the order of the files. */
    final List<Arrival> arrivals = new ArrayList<>();
    private final Map<String, List<Member>> byHost = new HashMap<>();
    private final List<Member> nowhere = new ArrayList<>();

    Cluster(List<Member> members, List<BalancerFile> balancers) {
        this.members = members;
        this.balancers = balancers;
        Set<String> hosts = new LinkedHashSet<>();
        balancers.forEach(b -> b.routes().forEach(route -> route.pool().servers().forEach(server -> hosts.add(server.host()))));
        Set<Member> placed = new HashSet<>();
        for (String host : hosts) {
            List<Member> here = members.stream().filter(member -> addresses(member).contains(host) || host.equals(linkHost(member))).toList();
            byHost.put(host, here);
            placed.addAll(here);
        }
        members.stream().filter(member -> !placed.contains(member)).forEach(nowhere::add);
        for (BalancerFile balancer : balancers) {
            for (Route route : balancer.routes()) {
                if (route.pool().servers().stream().anyMatch(this::known)) {
                    route.pool().servers().forEach(server -> arrivals.add(new Arrival(balancer, route, server, targets(server, server.port()))));
                }
            }
        }
    }

    /** A listening socket of a node. */
    record Target(Member member, SocketConfig socket) {

        /** As a reader finds it: {@code HTTP Server S (node1.xml:12)}. */
        String shown() {
            return socket.name() + " (" + member.file() + ":" + socket.line() + ")";
        }
    }

    /**
     * A server at the end of a way.
     *
     * @param targets the sockets it may be; empty = none listens there
     */
    record Arrival(BalancerFile balancer, Route route, Server server, List<Target> targets) {
    }

    /** Nodes that a host of a balancer may be. */
    List<Member> owners(String host) {
        List<Member> named = byHost.getOrDefault(host, List.of());
        return named.isEmpty() ? nowhere : named;
    }

    /** Whether another balancer file given here leads to one of the listeners of this one, or the reverse. */
    boolean chained(BalancerFile balancer) {
        return balancers.stream().flatMap(b -> b.routes().stream()).anyMatch(route -> inFrontOf(route).stream()
                .anyMatch(front -> balancer.routes().contains(front) || balancer.routes().contains(route)));
    }

    /** Whether a file of a node names this host. */
    boolean named(String host) {
        return !byHost.getOrDefault(host, List.of()).isEmpty();
    }

    /** Sockets that listen at the host of a server, at a port. */
    List<Target> targets(Server server, int port) {
        List<Target> targets = new ArrayList<>();
        for (Member member : owners(server.host())) {
            for (SocketConfig socket : member.config().sockets()) {
                if (socket.port() == port && listensAt(socket, server.host())) {
                    targets.add(new Target(member, socket));
                }
            }
        }
        return targets;
    }

    /** Arrivals at a socket. */
    List<Arrival> arrivals(Member member, SocketConfig socket) {
        return arrivals.stream().filter(a -> a.targets.contains(new Target(member, socket))).toList();
    }

    /** Arrivals of one pool, on one way. */
    List<Arrival> arrivals(Route route) {
        return arrivals.stream().filter(a -> a.route == route).toList();
    }

    /** Whether a way ends at the node, at a port where none of its sockets listens. */
    boolean missed(Member member) {
        return arrivals.stream().anyMatch(a -> a.targets.isEmpty() && owners(a.server.host()).contains(member));
    }

    /** A socket of another node with the same use and port that balancers lead to, or null. */
    Target reachedLike(Member member, SocketConfig socket) {
        return arrivals.stream().flatMap(a -> a.targets.stream()).filter(t -> t.member != member && t.socket.port() == socket.port()
                && t.socket.portType() == socket.portType()).findFirst().orElse(null);
    }

    /** Whether rules of balancers name the control links of other nodes, and not that of this one. */
    boolean namesOther(Member member) {
        return linkHost(member) != null && !named(member) && members.stream().anyMatch(other -> linkHost(other) != null && named(other));
    }

    /** Whether a rule of a balancer names the control link. */
    boolean named(Member member) {
        return balancers.stream().flatMap(b -> b.routes().stream()).anyMatch(route -> route.names(linkHost(member)));
    }

    /** Ways of balancers that lead to the listener of this one. */
    List<Route> inFrontOf(Route route) {
        return balancers.stream().flatMap(b -> b.routes().stream()).filter(other -> other != route && leadsTo(other, route)).toList();
    }

    /** A listener without an address is meant by servers that are no node's, if they stand in another file. */
    private boolean leadsTo(Route first, Route second) {
        return first.pool().servers().stream().anyMatch(s -> s.port() == second.listener().port() && (s.host().equals(second.listener().host())
                || second.listener().host().equals("*") && !s.place().file().equals(second.place().file()) && !known(s)));
    }

    /** Ways with several servers that may be nodes. */
    List<Route> shared() {
        return arrivals.stream().map(Arrival::route).distinct().filter(route -> route.pool().servers().size() > 1).toList();
    }

    /** The sockets that a pool may lead to. */
    List<Target> targets(ServerPool pool) {
        return arrivals.stream().filter(a -> a.route.pool() == pool).flatMap(a -> a.targets.stream()).distinct().toList();
    }

    /** Hosts of a control link: without scheme, port and path, lower case; null when there is none. */
    static String linkHost(Member member) {
        String link = member.config().sessions().controlLinkAddress();
        if (link == null) {
            return null;
        }
        String rest = link.strip().toLowerCase(Locale.ROOT).replaceFirst("^[a-z]+://", "").replaceFirst("/.*$", "");
        if (rest.startsWith("[")) {
            return rest.replaceFirst("^\\[", "").replaceFirst("].*$", "");
        }
        return rest.indexOf(':') == rest.lastIndexOf(':') ? rest.replaceFirst(":.*$", "") : rest;
    }

    /** The port of a control link, 0 = none written. */
    static int linkPort(Member member) {
        String link = member.config().sessions().controlLinkAddress().strip().replaceFirst("^[A-Za-z]+://", "").replaceFirst("/.*$", "");
        String port = link.replaceFirst("^(\\[[^\\]]*]|[^:]*)", "");
        return port.matches(":[0-9]{1,5}") ? Integer.parseInt(port.substring(1)) : 0;
    }

    private boolean known(Server server) {
        return named(server.host()) || !targets(server, server.port()).isEmpty();
    }

    private static boolean listensAt(SocketConfig socket, String host) {
        String place = socket.listeningInterface() == null ? "*" : socket.listeningInterface().toLowerCase(Locale.ROOT);
        boolean bothNumeric = numeric(place) && numeric(host);
        return Set.of("*", "0.0.0.0", "::").contains(place) || place.equals(host) || !bothNumeric;
    }

    private static boolean numeric(String host) {
        return host.matches("[0-9.]+") || host.contains(":");
    }

    /** Addresses that the file of a node names as those of its machine. */
    static Set<String> addresses(Member member) {
        Set<String> addresses = new LinkedHashSet<>();
        for (SocketConfig socket : member.config().sockets()) {
            add(addresses, socket.listeningInterface());
        }
        ManagementConfig.RmiConnector rmi = member.config().management().rmiConnector();
        if (rmi != null) {
            add(addresses, rmi.hostname());
            add(addresses, rmi.listeningInterface());
        }
        return addresses;
    }

    private static void add(Set<String> addresses, String host) {
        if (host != null && !Set.of("*", "0.0.0.0", "::").contains(host)) {
            addresses.add(host.toLowerCase(Locale.ROOT));
        }
    }
}
