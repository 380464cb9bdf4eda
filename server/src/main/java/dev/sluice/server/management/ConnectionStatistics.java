package dev.sluice.server.management;

import dev.sluice.server.counters.Counter;
import dev.sluice.server.counters.Counters;
import java.util.function.Function;

/** Connections of one listening socket, or of all. */
final class ConnectionStatistics {

    private final Counters counters;
    private final Peak sockets;
    private final Peak http;
    private final Peak https;
    private final Peak ws;
    private final Peak wss;
    private final Peak idle;
    private final Peak handshaking;
    private final Rate connections;
    private final Rate disconnections;
    private final Rate handshakesFailed;

    ConnectionStatistics(Counters counters, Collector collector) {
        this.counters = counters;
        this.http = collector.peak(() -> total(Counter.HTTP_CONNECTIONS) - total(Counter.WS_UPGRADES)
                - total(Counter.HTTP_DISCONNECTIONS));
        this.https = collector.peak(() -> total(Counter.HTTPS_CONNECTIONS) - total(Counter.WSS_UPGRADES)
                - total(Counter.HTTPS_DISCONNECTIONS));
        this.ws = collector.peak(() -> total(Counter.WS_UPGRADES) - total(Counter.WS_DISCONNECTIONS));
        this.wss = collector.peak(() -> total(Counter.WSS_UPGRADES) - total(Counter.WSS_DISCONNECTIONS));
        this.handshaking = collector.peak(() -> Math.max(0, total(Counter.HANDSHAKES_BEGUN)
                - total(Counter.HANDSHAKES_DONE) - total(Counter.HANDSHAKES_FAILED)));
        this.sockets = collector.peak(() -> accepted() - closed() + handshaking.current());
        this.idle = collector.peak(() -> Math.max(0, http.current() + https.current()
                - (total(Counter.HTTP_REQUESTS) - total(Counter.HTTP_RESPONSES))));
        this.connections = collector.rate(this::accepted);
        this.disconnections = collector.rate(this::closed);
        this.handshakesFailed = collector.rate(() -> total(Counter.HANDSHAKES_FAILED));
    }

    private long total(Counter counter) {
        return counters.total(counter);
    }

    private long accepted() {
        return counters.total(Counter.HTTP_CONNECTIONS, Counter.HTTPS_CONNECTIONS);
    }

    private long closed() {
        return counters.total(Counter.HTTP_DISCONNECTIONS, Counter.HTTPS_DISCONNECTIONS, Counter.WS_DISCONNECTIONS,
                Counter.WSS_DISCONNECTIONS);
    }

    int current() {
        return sockets.current();
    }

    int most() {
        return sockets.highest();
    }

    /** Adds the attributes of connections to a type of MBean. */
    static <T> void addTo(MBeanTable<T> table, Function<T, ConnectionStatistics> of) {
        level(table, "Sockets", "connections, idle ones and those in their TLS handshake included", of, c -> c.sockets);
        level(table, "HTTPSockets", "plain HTTP connections, without those that became a WebSocket", of, c -> c.http);
        level(table, "HTTPSSockets", "HTTP connections over TLS, without those that became a WebSocket", of, c -> c.https);
        level(table, "WSSockets", "WebSockets", of, c -> c.ws);
        level(table, "WSSSockets", "WebSockets over TLS", of, c -> c.wss);
        level(table, "IdleSockets", "HTTP connections on which no request is being answered", of, c -> c.idle);
        level(table, "HandshakingSockets", "connections in their TLS handshake", of, c -> c.handshaking);
        cumul(table, "CumulConnections", "Connections accepted since the start.", of, ConnectionStatistics::accepted);
        cumul(table, "CumulHTTPConnections", "Plain connections accepted since the start, also those that became a WebSocket.",
                of, c -> c.total(Counter.HTTP_CONNECTIONS));
        cumul(table, "CumulHTTPSConnections", "The same over TLS.", of, c -> c.total(Counter.HTTPS_CONNECTIONS));
        cumul(table, "CumulWSUpgrades", "Plain connections that became a WebSocket since the start.", of,
                c -> c.total(Counter.WS_UPGRADES));
        cumul(table, "CumulWSSUpgrades", "The same over TLS.", of, c -> c.total(Counter.WSS_UPGRADES));
        cumul(table, "CumulDisconnections", "Connections closed since the start.", of, ConnectionStatistics::closed);
        cumul(table, "CumulHandshakesFailed", "TLS handshakes that failed since the start.", of, c -> c.handshakesFailed.total());
        fresh(table, "NewConnections", "Connections accepted in the last period.", of, c -> c.connections);
        fresh(table, "NewDisconnections", "Connections closed in the last period.", of, c -> c.disconnections);
        fresh(table, "NewHandshakesFailed", "TLS handshakes that failed in the last period.", of, c -> c.handshakesFailed);
    }

    private static <T> void level(MBeanTable<T> table, String name, String meaning, Function<T, ConnectionStatistics> of,
                                  Function<ConnectionStatistics, Peak> which) {
        table.shows("Current" + name, Integer.class, "Now: " + meaning + ".", t -> which.apply(of.apply(t)).current());
        table.shows("Max" + name, Integer.class, "Most so far: " + meaning + ".", t -> which.apply(of.apply(t)).highest());
    }

    private static <T> void cumul(MBeanTable<T> table, String name, String meaning, Function<T, ConnectionStatistics> of,
                                  Function<ConnectionStatistics, Long> value) {
        table.shows(name, Long.class, meaning, t -> value.apply(of.apply(t)));
    }

    private static <T> void fresh(MBeanTable<T> table, String name, String meaning, Function<T, ConnectionStatistics> of,
                                  Function<ConnectionStatistics, Rate> which) {
        table.shows(name, Integer.class, meaning, t -> which.apply(of.apply(t)).last());
    }
}
