package dev.sluice.server.check.balancer;

import dev.sluice.server.check.balancer.NginxFile.Directive;
import dev.sluice.server.check.balancer.ServerPool.HealthCheck;
import dev.sluice.server.check.balancer.ServerPool.Server;
import dev.sluice.server.check.balancer.ServerPool.Stickiness;
import dev.sluice.server.check.balancer.ServerPool.Stickiness.Kind;
import dev.sluice.server.config.ConfigProblem.Severity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The upstream blocks of a file of nginx, and servers that are named where requests are passed on. */
final class NginxPools {
    private static final Set<String> KNOWN = Set.of("server", "ip_hash", "hash", "sticky", "keepalive", "keepalive_timeout", "keepalive_requests",
            "keepalive_time", "zone", "least_conn", "random", "resolver", "resolver_timeout", "state", "queue", "ntlm");

    private final Map<String, Directive> http = new HashMap<>();
    private final Map<String, Directive> stream = new HashMap<>();
    private final Remarks remarks;

    NginxPools(Remarks remarks) {
        this.remarks = remarks;
    }

    /** Takes the upstream blocks of {@code http} or {@code stream}. */
    void declare(Directive context, boolean bytes) {
        for (Directive upstream : context.all("upstream")) {
            if (upstream.inside() != null) {
                (bytes ? stream : http).put(upstream.word(1), upstream);
            }
        }
    }

    /** Where {@code proxy_pass} leads with HTTP; null when that is not understood, which is told. */
    ServerPool of(Directive pass) {
        String target = pass.word(1);
        boolean tls = target.startsWith("https://");
        String name = target.replaceFirst("^https?://", "").replaceFirst("/.*$", "");
        if (!tls && !target.startsWith("http://") || name.isEmpty() || name.contains("$")) {
            remarks.notUnderstood(pass.place(), pass.toString());
            return null;
        }
        Directive upstream = http.get(name);
        return upstream == null ? single(pass, name, tls ? 443 : 80, false, tls) : pool(upstream, 80, false, tls);
    }

    /** Where {@code proxy_pass} leads with bytes; null when that is not understood, which is told. */
    ServerPool of(Directive pass, NginxScope server) {
        String name = pass.word(1);
        if (name.contains("$")) {
            remarks.notUnderstood(pass.place(), pass.toString());
            return null;
        }
        boolean proxy = server.says("proxy_protocol", "on");
        boolean tls = server.says("proxy_ssl", "on");
        Directive upstream = stream.get(name);
        return upstream == null ? single(pass, name, 0, proxy, tls) : pool(upstream, 0, proxy, tls);
    }

    private ServerPool single(Directive pass, String name, int defaultPort, boolean proxy, boolean tls) {
        Server server = server(pass, name, name, defaultPort, proxy, tls);
        return server == null ? null : new ServerPool("proxy_pass", name, pass.place(), List.of(server), Stickiness.NONE, unchecked(pass.place()));
    }

    private Server server(Directive at, String name, String text, int defaultPort, boolean proxy, boolean tls) {
        HostAndPort address = HostAndPort.of(text);
        int port = address == null ? 0 : address.port() == 0 ? defaultPort : address.port();
        if (port == 0) {
            remarks.at(Severity.INFO, at.place(), "the address " + text + " is not understood; this server is left out of account", "");
            return null;
        }
        return new Server(name, address.host(), port, proxy, tls, false, port, false, at.place());
    }

    private ServerPool pool(Directive upstream, int defaultPort, boolean proxy, boolean tls) {
        List<Server> servers = new ArrayList<>();
        for (Directive inside : upstream.inside()) {
            if (inside.name().equals("server") && !inside.words().contains("down")) {
                Server server = server(inside, inside.word(1), inside.word(1), defaultPort, proxy, tls);
                if (server != null) {
                    servers.add(server);
                }
            } else if (!KNOWN.contains(inside.name())) {
                remarks.notUnderstood(inside.place(), inside.toString());
            }
        }
        return new ServerPool("upstream", upstream.word(1), upstream.place(), servers, servers.size() < 2 ? Stickiness.NONE : stickiness(upstream),
                unchecked(upstream.place()));
    }

    /** Open-source nginx asks nobody; it learns from requests that fail. */
    private static HealthCheck unchecked(Place place) {
        return new HealthCheck(HealthCheck.Asked.OTHER, null, true, place);
    }

    private static Stickiness stickiness(Directive upstream) {
        Directive byAddress = upstream.last("ip_hash");
        Directive hash = upstream.last("hash");
        Directive sticky = upstream.last("sticky");
        if (byAddress != null) {
            return new Stickiness(Kind.HASH, false, "", byAddress.place());
        }
        if (sticky != null) {
            return new Stickiness(sticky.word(1).equals("cookie") ? Kind.COOKIE : Kind.OTHER, sticky.word(1).equals("cookie"), "", sticky.place());
        }
        if (hash != null) {
            boolean address = hash.word(1).matches("\\$\\{?(remote_addr|binary_remote_addr|proxy_protocol_addr)}?");
            return new Stickiness(address ? Kind.HASH : hash.word(1).startsWith("$cookie_") ? Kind.COOKIE : Kind.OTHER, false, "", hash.place());
        }
        return Stickiness.NONE;
    }
}
