package dev.sluice.server.check.balancer;

import dev.sluice.server.check.balancer.HaproxyFile.Line;
import dev.sluice.server.check.balancer.ServerPool.HealthCheck;
import dev.sluice.server.check.balancer.ServerPool.HealthCheck.Asked;
import dev.sluice.server.check.balancer.ServerPool.Server;
import dev.sluice.server.check.balancer.ServerPool.Stickiness;
import dev.sluice.server.check.balancer.ServerPool.Stickiness.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** The servers of a backend, what keeps clients on them and how their health is asked for. */
final class HaproxyPools {
    private final HaproxyProxy backend;
    private final HaproxyProxy frontend;
    private final BiConsumer<Line, String> notUnderstood;

    /** The pool of a backend as it is reached through a frontend; what is not understood is told with its line. */
    HaproxyPools(HaproxyProxy backend, HaproxyProxy frontend, BiConsumer<Line, String> notUnderstood) {
        this.backend = backend;
        this.frontend = frontend;
        this.notUnderstood = notUnderstood;
    }

    ServerPool pool() {
        List<Server> servers = new ArrayList<>();
        for (Line line : backend.own("server")) {
            HostAndPort address = HostAndPort.of(line.word(2));
            if (address == null || address.port() == 0) {
                notUnderstood.accept(line, address == null ? "the address " + line.word(2) : "a server without a port");
            } else {
                servers.add(server(line, address));
            }
        }
        return new ServerPool(backend.section().kind(), backend.section().name(), backend.section().place(), servers, servers.size() < 2 ? Stickiness.NONE : stickiness(),
                check(servers));
    }

    private Server server(Line line, HostAndPort address) {
        Line common = backend.last("default-server");
        List<String> words = new ArrayList<>(common == null ? List.of() : common.words());
        words.addAll(line.from(3));
        Line all = new Line(words, line.place());
        boolean proxy = on(words, "send-proxy") || on(words, "send-proxy-v2") || words.contains("send-proxy-v2-ssl")
                || words.contains("send-proxy-v2-ssl-cn");
        Line connect = backend.last("http-check", "connect");
        String port = connect != null && connect.after("port") != null ? connect.after("port") : all.after("port");
        boolean elsewhere = port != null && port.matches("[0-9]{1,5}");
        int checkPort = elsewhere ? Integer.parseInt(port) : address.port();
        boolean checkProxy = words.contains("check-send-proxy") || connect != null && connect.words().contains("send-proxy")
                || proxy && !elsewhere && !words.contains("addr") && connect == null;
        return new Server(line.word(1), address.host(), address.port(), proxy, on(words, "ssl"), on(words, "check") || words.contains("track"),
                checkPort, checkProxy, line.place());
    }

    private static boolean on(List<String> words, String flag) {
        return words.lastIndexOf(flag) > words.lastIndexOf("no-" + flag);
    }

    private HealthCheck check(List<Server> servers) {
        if (servers.stream().noneMatch(Server::checked)) {
            return new HealthCheck(Asked.NOTHING, null, false, backend.section().place());
        }
        Line http = backend.option("httpchk");
        if (http == null) {
            boolean other = backend.option("tcp-check") != null && backend.last("tcp-check", "send") != null
                    || backend.option("external-check") != null;
            return new HealthCheck(other ? Asked.OTHER : Asked.CONNECTION, null, false, servers.get(0).place());
        }
        String path = http.words().size() == 3 ? http.word(2) : http.words().size() > 3 ? http.word(3) : "/";
        Line send = backend.last("http-check", "send");
        if (send != null && send.after("uri") != null) {
            path = send.after("uri");
        }
        return new HealthCheck(Asked.HTTP, path, backend.last("http-check", "disable-on-404") != null, http.place());
    }

    private Stickiness stickiness() {
        Line cookie = backend.last("cookie");
        if (cookie != null && backend.reads() && backend.own("server").stream().anyMatch(s -> s.after("cookie") != null
                || cookie.words().contains("dynamic"))) {
            return cookie(cookie);
        }
        List<Line> sticks = new ArrayList<>(backend.own("stick", "on"));
        sticks.addAll(backend.own("stick", "match"));
        if (!sticks.isEmpty()) {
            Line first = sticks.get(0);
            Kind kind = first.word(2).matches("src(,.*)?") ? Kind.TABLE : Kind.OTHER;
            boolean released = backend.reads() && (sticks.stream().allMatch(line -> condition(backend, line).contains("create_session"))
                    || !ignoringPersistence().isEmpty());
            return new Stickiness(kind, released, "", first.place());
        }
        Line balance = backend.last("balance");
        if (balance != null && !List.of("roundrobin", "static-rr", "leastconn", "first", "random").contains(balance.word(1).replaceAll("\\(.*", ""))) {
            boolean source = balance.word(1).equals("source") || balance.word(1).equals("hash") && balance.word(2).startsWith("src");
            return new Stickiness(source ? Kind.HASH : Kind.OTHER, true, "", balance.place());
        }
        return Stickiness.NONE;
    }

    private Stickiness cookie(Line cookie) {
        String name = cookie.word(1);
        String conditions = "";
        for (HaproxyProxy place : frontend == backend ? List.of(backend) : List.of(frontend, backend)) {
            for (Line line : place.own("http-request")) {
                boolean takes = line.word(1).equals("replace-header") && line.word(2).equalsIgnoreCase("Cookie") && line.word(3).contains(name)
                        || line.word(1).equals("del-header") && line.word(2).equalsIgnoreCase("Cookie");
                conditions += takes ? condition(place, line) : "";
            }
        }
        if (conditions.contains("create_session") && conditions.contains("upgrade")) {
            return new Stickiness(Kind.COOKIE, true, "", cookie.place());
        }
        String flaw = conditions.contains("create_session") ? "WebSocket handshakes, with which clients of today begin, keep the cookie"
                : !ignoringPersistence().isEmpty() ? "ignore-persist sets no other cookie, so that the next request goes back" : "";
        return new Stickiness(Kind.COOKIE, false, flaw, cookie.place());
    }

    private List<Line> ignoringPersistence() {
        return backend.own("ignore-persist").stream().filter(line -> condition(backend, line).contains("create_session")).toList();
    }

    private static String condition(HaproxyProxy place, Line line) {
        return new HaproxyConditions(place.section()).text(line.words());
    }
}
