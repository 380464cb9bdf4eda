package dev.sluice.server.check.balancer;

import dev.sluice.server.check.balancer.BalancerFile.Product;
import dev.sluice.server.check.balancer.NginxFile.Directive;
import dev.sluice.server.check.balancer.Route.Choice;
import dev.sluice.server.check.balancer.Route.Listener;
import dev.sluice.server.config.ConfigProblem.Severity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A file of nginx in the words of the model. */
final class NginxModel {
    private static final String BASE = "/lightstreamer/";

    private final Remarks remarks;
    private final List<Route> routes = new ArrayList<>();
    private final NginxPools pools;

    private NginxModel(Remarks remarks) {
        this.remarks = remarks;
        this.pools = new NginxPools(remarks);
    }

    static BalancerFile read(Path file, String text) throws MalformedFile {
        Remarks remarks = new Remarks(file.toString());
        Directive parsed = NginxFile.parse(file.toString(), text);
        Directive root = new Directive(parsed.words(), new NginxIncludes(file, remarks).of(parsed, 0), parsed.place());
        NginxModel model = new NginxModel(remarks);
        for (Directive http : root.all("http")) {
            model.pools.declare(http, false);
            model.http(new NginxScope(http, null));
        }
        for (Directive stream : root.all("stream")) {
            model.pools.declare(stream, true);
            stream.all("server").stream().filter(server -> server.inside() != null)
                    .forEach(server -> model.bytes(new NginxScope(server, new NginxScope(stream, null))));
        }
        return new BalancerFile(file.toString(), Product.NGINX, model.routes, remarks.all());
    }

    /** A server block at one of its addresses. */
    private record Listening(Directive server, Directive listen) {
    }

    private void http(NginxScope http) {
        Map<String, List<Listening>> byAddress = new LinkedHashMap<>();
        for (Directive server : http.block().all("server")) {
            if (server.inside() != null) {
                listens(server).forEach(listen -> byAddress.computeIfAbsent(listen.word(1).replace("*:", ""), address -> new ArrayList<>())
                        .add(new Listening(server, listen)));
            }
        }
        byAddress.values().forEach(all -> {
            Listening otherwise = all.stream().filter(one -> isDefault(one.listen)).findFirst().orElse(all.get(0));
            all.forEach(one -> server(new NginxScope(one.server, http), one.listen, one == otherwise, all.size() > 1));
        });
    }

    private static boolean isDefault(Directive listen) {
        return listen.words().contains("default_server") || listen.words().contains("default");
    }

    private static List<Directive> listens(Directive server) {
        List<Directive> listens = server.all("listen");
        return listens.isEmpty() ? List.of(new Directive(List.of("listen", "80"), null, server.place())) : listens;
    }

    private void server(NginxScope server, Directive listen, boolean isDefault, boolean named) {
        Listener listener = listener(listen);
        if (listener == null) {
            return;
        }
        Set<String> hosts = new LinkedHashSet<>();
        for (Directive names : server.block().all("server_name")) {
            for (String name : names.words().subList(1, names.words().size())) {
                host(hosts, names, name.toLowerCase(Locale.ROOT));
            }
        }
        for (NginxScope location : locations(server)) {
            Directive pass = location.block().last("proxy_pass");
            if (named && !hosts.isEmpty()) {
                route(listener, location, pass, List.copyOf(hosts));
            }
            if (isDefault) {
                route(listener, location, pass, List.of());
            }
        }
    }

    private void host(Set<String> hosts, Directive names, String name) {
        if (name.startsWith("~") || name.endsWith(".*") || name.contains("$")) {
            remarks.at(Severity.INFO, names.place(), "the name " + name + " is not understood and left out of account", "");
        } else if (name.startsWith(".")) {
            hosts.add(name.substring(1));
            hosts.add("*" + name);
        } else if (!name.equals("_") && !name.isEmpty()) {
            hosts.add(name);
        }
    }

    /** The locations of a server to which requests of clients may come and that pass them on. */
    private List<NginxScope> locations(NginxScope server) {
        List<NginxScope> found = new ArrayList<>();
        collect(server, found);
        int longest = found.stream().filter(l -> covers(l.block())).mapToInt(l -> l.block().word(l.block().words().size() - 1).length()).max().orElse(0);
        found.removeIf(l -> covers(l.block()) && l.block().word(l.block().words().size() - 1).length() < Math.min(longest, BASE.length() - 1));
        found.removeIf(l -> l.block().last("proxy_pass") == null);
        return found;
    }

    private void collect(NginxScope scope, List<NginxScope> found) {
        for (Directive inside : scope.block().inside()) {
            if (inside.inside() != null && inside.name().equals("location") && matters(inside)) {
                NginxScope location = new NginxScope(inside, scope);
                found.add(location);
                collect(location, found);
            } else if (inside.inside() != null && inside.name().equals("if") && inside.last("proxy_pass") != null) {
                remarks.notUnderstood(inside.place(), inside.toString());
            }
        }
    }

    private static boolean covers(Directive location) {
        String path = location.word(location.words().size() - 1);
        boolean prefix = location.words().size() == 2 || location.word(1).equals("^~");
        return prefix && path.startsWith("/") && (BASE.startsWith(path));
    }

    private static boolean matters(Directive location) {
        String path = location.word(location.words().size() - 1);
        return path.contains("lightstreamer") || covers(location) || path.startsWith("@");
    }

    private void route(Listener listener, NginxScope location, Directive pass, List<String> hosts) {
        ServerPool pool = pools.of(pass);
        if (pool == null || full(pass)) {
            return;
        }
        location.unknown().forEach(directive -> remarks.notUnderstood(directive.place(), directive.toString()));
        routes.add(new Route(listener, pass.place(), true, hosts, Choice.ALWAYS, pool, location.passing()));
    }

    private void bytes(NginxScope server) {
        Directive pass = server.block().last("proxy_pass");
        ServerPool pool = pass == null ? null : pools.of(pass, server);
        server.unknown().forEach(directive -> remarks.notUnderstood(directive.place(), directive.toString()));
        for (Directive listen : server.block().all("listen")) {
            Listener listener = pool == null || listen.words().contains("udp") || full(pass) ? null : listener(listen);
            if (listener != null) {
                routes.add(new Route(listener, pass.place(), false, List.of(), Choice.ALWAYS, pool, server.passingBytes()));
            }
        }
    }

    private boolean full(Directive pass) {
        if (routes.size() == BalancerReader.MAX_ROUTES) {
            remarks.at(Severity.INFO, pass.place(), "more than " + routes.size() + " ways to servers; those from here on are left out of account", "");
            return true;
        }
        return routes.size() > BalancerReader.MAX_ROUTES;
    }

    private Listener listener(Directive listen) {
        String text = listen.word(1);
        HostAndPort address = HostAndPort.of(text.matches("[0-9]+") ? "*:" + text : text);
        if (address == null) {
            remarks.at(Severity.INFO, listen.place(), "the address " + text + " is not understood; this way is left out of account", "");
            return null;
        }
        boolean tls = listen.words().contains("ssl") || listen.words().contains("quic");
        return new Listener(address.host(), address.port() == 0 ? 80 : address.port(), tls, listen.words().contains("proxy_protocol"), listen.place());
    }
}
