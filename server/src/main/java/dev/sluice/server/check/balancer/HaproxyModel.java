package dev.sluice.server.check.balancer;

import dev.sluice.server.check.balancer.BalancerFile.Product;
import dev.sluice.server.check.balancer.HaproxyConditions.Meaning;
import dev.sluice.server.check.balancer.HaproxyFile.Line;
import dev.sluice.server.check.balancer.HaproxyFile.Section;
import dev.sluice.server.check.balancer.Route.Buffering;
import dev.sluice.server.check.balancer.Route.Buffering.Held;
import dev.sluice.server.check.balancer.Route.Choice;
import dev.sluice.server.check.balancer.Route.Forwards;
import dev.sluice.server.check.balancer.Route.Limit;
import dev.sluice.server.check.balancer.Route.Listener;
import dev.sluice.server.check.balancer.Route.WebSocket;
import dev.sluice.server.config.ConfigProblem.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A file of HAProxy in the words of the model. */
final class HaproxyModel {
    private static final Place NOWHERE = new Place("", 0);

    private final String file;
    private final Map<String, HaproxyProxy> backends = new LinkedHashMap<>();
    private final List<HaproxyProxy> frontends = new ArrayList<>();
    private final List<Route> routes = new ArrayList<>();
    private final Remarks remarks;

    HaproxyModel(String file, HaproxyFile content) {
        this.file = file;
        this.remarks = new Remarks(file);
        Map<String, Section> named = new LinkedHashMap<>();
        Section defaults = null;
        for (Section section : content.sections()) {
            if (section.kind().equals("defaults")) {
                defaults = section;
                named.put(section.name(), section);
            }
            HaproxyProxy proxy = new HaproxyProxy(section, from(section, named, defaults));
            switch (section.kind()) {
                case "defaults" -> proxy.unknown().forEach(remarks::notUnderstood);
                case "frontend" -> frontends.add(proxy);
                case "backend" -> backends.put(section.name(), proxy);
                case "listen" -> {
                    frontends.add(proxy);
                    backends.put(section.name(), proxy);
                }
                default -> { }
            }
        }
    }

    private static Section from(Section section, Map<String, Section> named, Section latest) {
        int at = section.words().indexOf("from");
        return at < 0 || at + 1 >= section.words().size() ? latest : named.get(section.words().get(at + 1));
    }

    BalancerFile toFile() {
        frontends.forEach(frontend -> frontend.unknown().forEach(remarks::notUnderstood));
        backends.values().stream().filter(backend -> !backend.front()).forEach(backend -> backend.unknown().forEach(remarks::notUnderstood));
        for (HaproxyProxy frontend : frontends) {
            List<Listener> listeners = listeners(frontend);
            ways(frontend).forEach(way -> routes(listeners, way));
        }
        return new BalancerFile(file, Product.HAPROXY, routes, remarks.all());
    }

    /** A choice of a frontend; without a place the only one. */
    private record Way(HaproxyProxy frontend, HaproxyProxy backend, Meaning meaning, Place place) {
    }

    private List<Way> ways(HaproxyProxy frontend) {
        HaproxyConditions conditions = new HaproxyConditions(frontend.section());
        List<Way> ways = new ArrayList<>();
        for (Line line : frontend.own("use_backend")) {
            Meaning meaning = conditions.of(line.words());
            HaproxyProxy backend = backend(line, line.word(1));
            if (meaning.choice() == Choice.UNKNOWN) {
                remarks.at(Severity.INFO, line.place(), "\"" + line + "\" is for requests that are not understood here; it is taken as a way"
                        + " that some clients may go", "");
            }
            if (!frontend.reads() && conditions.text(line.words()).matches(".*\\b(f?hdr(_\\w+)?\\(|path).*")) {
                remarks.at(Severity.ERROR, line.place(), "\"" + line + "\" asks for what is in a request, which " + frontend.section().kind() + " "
                        + frontend.section().name() + " does not read (mode tcp): it never applies", "set mode http, or give each name an address of its own");
            } else if (backend != null && !meaning.never()) {
                ways.add(new Way(frontend, backend, meaning, line.place()));
            }
        }
        Line otherwise = frontend.last("default_backend");
        HaproxyProxy last = otherwise == null ? frontend.back() && !frontend.own("server").isEmpty() ? frontend : null
                : backend(otherwise, otherwise.word(1));
        if (last != null) {
            ways.add(new Way(frontend, last, Meaning.ALWAYS, otherwise == null || ways.isEmpty() ? NOWHERE : otherwise.place()));
        }
        return ways;
    }

    private HaproxyProxy backend(Line line, String name) {
        HaproxyProxy backend = backends.get(name);
        if (name.contains("%[")) {
            remarks.notUnderstood(line);
        } else if (backend == null) {
            remarks.at(Severity.ERROR, line.place(), "\"" + line + "\" names a backend that does not exist",
                    "known: " + (backends.isEmpty() ? "none" : String.join(", ", backends.keySet())));
        }
        return backend;
    }

    private List<Listener> listeners(HaproxyProxy frontend) {
        List<Listener> listeners = new ArrayList<>();
        boolean toTls = onlyLeadsToTls(frontend);
        for (Line line : frontend.own("bind")) {
            boolean tls = line.words().contains("ssl");
            if (toTls && !tls) {
                continue;
            }
            for (String text : line.word(1).split(",")) {
                HostAndPort address = HostAndPort.of(text);
                if (address == null || address.port() == 0) {
                    remarks.at(Severity.INFO, line.place(), "the address " + text + " is not understood; this way is left out of account", "");
                } else {
                    listeners.add(new Listener(address.host(), address.port(), tls, line.words().contains("accept-proxy"), line.place()));
                }
            }
        }
        return listeners;
    }

    /** Whether plain listeners of the frontend send every client to TLS. */
    private static boolean onlyLeadsToTls(HaproxyProxy frontend) {
        List<Line> redirects = new ArrayList<>(frontend.own("redirect", "scheme", "https"));
        redirects.addAll(frontend.own("http-request", "redirect", "scheme", "https"));
        return redirects.stream().map(line -> String.join(" ", line.words()))
                .anyMatch(text -> !text.matches(".* (if|unless) .*") || text.matches(".* unless \\{ ssl_fc \\}") || text.matches(".* if !?\\{ !?ssl_fc \\}"));
    }

    private void routes(List<Listener> listeners, Way way) {
        ServerPool pool = new HaproxyPools(way.backend, way.frontend, (line, what) -> remarks.at(Severity.INFO, line.place(),
                what + " is not understood; this server is left out of account", "")).pool();
        boolean reads = way.frontend.reads();
        Limit client = way.frontend.timeout("client");
        Limit server = way.backend.timeout("server");
        Limit tunnel = way.backend.timeout("tunnel");
        if (!tunnel.place().written()) {
            tunnel = client.millis() == 0 || server.millis() > 0 && server.millis() < client.millis() ? server : client;
        }
        boolean briefly = reads && places(way).stream().allMatch(place -> place.option("http-no-delay") == null);
        Route.Passing passing = new Route.Passing(reads ? forwards(way) : Forwards.UNTOUCHED,
                reads ? webSocket(way) : new WebSocket(true, NOWHERE, ""), new Buffering(briefly ? Held.BRIEFLY : Held.NO, NOWHERE), client, server, tunnel);
        for (Listener listener : listeners) {
            if (routes.size() == BalancerReader.MAX_ROUTES) {
                remarks.at(Severity.INFO, way.place, "more than " + routes.size() + " ways to servers; those from here on are left out of account", "");
                return;
            }
            routes.add(new Route(listener, way.place.or(listener.place()), reads, List.copyOf(way.meaning.hosts()),
                    way.meaning.choice(), pool, passing));
        }
    }

    private static Forwards forwards(Way way) {
        Forwards result = Forwards.UNTOUCHED;
        for (HaproxyProxy place : places(way)) {
            Line option = place.option("forwardfor");
            if (option != null && (option.after("header") == null || option.after("header").equalsIgnoreCase("X-Forwarded-For"))) {
                result = option.words().contains("if-none") ? Forwards.UNKNOWN : Forwards.APPENDED;
            }
            for (Line line : place.own("http-request")) {
                if (line.word(2).equalsIgnoreCase("X-Forwarded-For")) {
                    boolean source = line.word(3).matches("%\\[src(,.*)?\\]|%ci");
                    result = switch (line.word(1)) {
                        case "set-header" -> source && result != Forwards.APPENDED ? Forwards.REPLACED : Forwards.UNKNOWN;
                        case "add-header" -> source && result == Forwards.UNTOUCHED ? Forwards.APPENDED : Forwards.UNKNOWN;
                        case "del-header" -> result == Forwards.APPENDED ? Forwards.REPLACED : result;
                        default -> Forwards.UNKNOWN;
                    };
                }
            }
        }
        return result;
    }

    private static WebSocket webSocket(Way way) {
        for (HaproxyProxy place : places(way)) {
            HaproxyConditions conditions = new HaproxyConditions(place.section());
            for (Line line : place.own("http-request")) {
                Meaning meaning = conditions.of(line.words());
                String action = line.word(1);
                boolean refuses = List.of("deny", "reject", "return", "tarpit", "silent-drop").contains(action)
                        && meaning.choice() == Choice.WEBSOCKET && meaning.hosts().isEmpty();
                boolean strips = action.equals("del-header") && line.word(2).matches("(?i)upgrade|connection|sec-websocket-(key|version)")
                        && meaning.choice() != Choice.UNKNOWN && meaning.hosts().isEmpty() && !meaning.never();
                if (refuses || strips) {
                    return new WebSocket(false, line.place(), "\"" + line + "\" keeps WebSocket handshakes from the nodes");
                }
            }
        }
        return new WebSocket(true, NOWHERE, "");
    }

    private static List<HaproxyProxy> places(Way way) {
        return way.frontend == way.backend ? List.of(way.backend) : List.of(way.frontend, way.backend);
    }
}
