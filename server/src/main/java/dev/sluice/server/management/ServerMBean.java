package dev.sluice.server.management;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code type=Server}: the node itself. There before everything else, so that a node can be stopped while it still starts. */
final class ServerMBean {

    private static final MBeanTable.Parameter FILTER = new MBeanTable.Parameter("filter", String.class,
            "what the names must contain, null for all");
    private static final MBeanTable<ServerMBean> TABLE = table();

    private final String version;
    private volatile ConfigText config;
    private final NodeControl control;
    private final Collector collector;
    private final Health health;
    private final Instant startup = Instant.now();
    private volatile NodeView node;

    ServerMBean(String version, ConfigText config, NodeControl control, Collector collector, Health health) {
        this.version = version;
        this.config = config;
        this.control = control;
        this.collector = collector;
        this.health = health;
    }

    MBean<ServerMBean> mbean() {
        return TABLE.of(this);
    }

    /** The node has sockets from now on. */
    void opened(NodeView opened) {
        node = opened;
    }

    private long acceptPauses() {
        NodeView opened = node;
        return opened == null ? 0 : opened.sockets().stream().mapToLong(SocketView::pausedMillis).sum();
    }

    private static MBeanTable<ServerMBean> table() {
        MBeanTable<ServerMBean> table = new MBeanTable<ServerMBean>("The node: what it is, and how it is stopped.")
                .shows("Status", String.class, "Initializing, Running, Blocked or Stopped.", s -> s.control.status())
                .shows("StartupTime", Date.class, "When it was started.", s -> Date.from(s.startup))
                .shows("UptimeMillis", Long.class, "Milliseconds since then.",
                        s -> Duration.between(s.startup, Instant.now()).toMillis())
                .shows("TotalMemory", Long.class, "Size of the heap in bytes.", s -> Runtime.getRuntime().totalMemory())
                .shows("FreeMemory", Long.class, "Unused part of the heap in bytes.", s -> Runtime.getRuntime().freeMemory())
                .shows("JavaVersion", String.class, "Version of the JVM.", s -> Runtime.version().toString())
                .shows("LSVersion", String.class, "Version of the node.", s -> s.version)
                .shows("LSEdition", String.class, "Always ENTERPRISE: nothing is left out.", s -> "ENTERPRISE")
                .shows("LSLicenseType", String.class, "Always FREE.", s -> "FREE")
                .shows("LSClientId", String.class, "Always -: there are no licences.", s -> "-")
                .shows("LocalHostIP", String.class, "Address of the host.", s -> localHost().getHostAddress())
                .shows("LocalHostname", String.class, "Name of the host.", s -> localHost().getHostName())
                .shows("SamplingPeriodMillis", Integer.class, "collector_millis.", s -> (int) s.collector.periodMillis())
                .shows("LastRefreshTime", Date.class, "End of the last sampling period.",
                        s -> Date.from(s.collector.lastRefresh()))
                .shows("CumulAcceptPauseMillis", Long.class, "How long sockets have not accepted connections, added up.",
                        ServerMBean::acceptPauses)
                .sets("MaxSessions", Integer.class, "Most sessions, 0 = no limit; prestarted ones do not count. Lowering it closes"
                        + " nobody.", s -> s.control.maxSessions(), (s, limit) -> s.control.maxSessions(notNegative(limit)))
                .sets("MaxMPNDevices", Integer.class, "Always null: there is no mobile push.", s -> null, (s, limit) -> { });
        addCommands(table);
        addBans(table);
        addWatches(table);
        addConfiguration(table);
        return table;
    }

    private static void addCommands(MBeanTable<ServerMBean> table) {
        table.does("shutdown", void.class, "Stops the node and ends the process.", s -> {
            s.control.shutdown();
            return null;
        }).does("stop", Boolean.class, "Closes all connections and sessions and takes no new ones; the process stays.",
                s -> s.control.stop()
        ).does("start", Boolean.class, "From Stopped or Blocked back to Running.", s -> s.control.start()
        ).does("block", Boolean.class, "Refuses new sessions for good, serves those there are.", s -> s.control.block(null)
        ).does("block", Boolean.class, "Refuses new sessions, serves those there are.", (s, a) -> s.control.block((Boolean) a[0]),
                new MBeanTable.Parameter("forceRetry", Boolean.class,
                        "true: clients are asked to try again; false or null: they stop")
        ).does("drainSessions", Boolean.class, "Closes all sessions with END 48, oldest first, at a rate.",
                (s, a) -> s.control.drainSessions((Double) a[0]),
                new MBeanTable.Parameter("secondRate", Double.class, "sessions per second, above 0")
        ).does("drain", void.class, "Sluice: empties the node and ends the process, as SIGTERM does.", s -> {
            s.control.drainAndExit();
            return null;
        }).does("overrideHealthCheck", Boolean.class, "Sluice: what /lightstreamer/healthcheck answers from now on; true when it"
                + " was something else.", (s, a) -> s.health.override((Boolean) a[0]),
                new MBeanTable.Parameter("ok", Boolean.class, "true: OK; false: not OK; null: as the node is")
        ).does("getNotReadyReasons", List.class, "Sluice: why /readyz does not answer 200; empty when it does.",
                s -> new ArrayList<>(s.health.reasons().stream().map(Health.Reason::sentence).toList())
        ).does("getStrayRequests", List.class, "Sluice: requests for sessions that are not here, counted by the home of the session:"
                + " broken stickiness shows here.", s -> new ArrayList<>(s.control.strays()));
    }

    private static void addBans(MBeanTable<ServerMBean> table) {
        MBeanTable.Parameter ip = new MBeanTable.Parameter("ip", String.class, "address of clients");
        MBeanTable.Parameter host = new MBeanTable.Parameter("hostname", String.class, "name of a host or domain");
        table.does("disableIP", Boolean.class, "Closes the connections and sessions of an address, and its new connections.",
                        (s, a) -> s.control.ban((String) a[0]), ip)
                .does("enableIP", Boolean.class, "Ends that.", (s, a) -> s.control.unban((String) a[0]), ip)
                .shows("DisabledIPsList", List.class, "Addresses so treated.", s -> new ArrayList<>(s.control.banned()))
                .does("disableHostname", Boolean.class, "Always false: names of clients are not looked up; ban the address.",
                        (s, a) -> false, host)
                .does("enableHostname", Boolean.class, "Always false.", (s, a) -> false, host)
                .shows("DisabledHostnamesList", List.class, "Always empty.", s -> new ArrayList<>());
    }

    private static void addWatches(MBeanTable<ServerMBean> table) {
        MBeanTable.Parameter session = new MBeanTable.Parameter("sessionId", String.class, "id of a session");
        table.does("watchSession", Boolean.class, "Sluice: writes every request and notification of a session to the log"
                        + " (LightstreamerLogger.watch); false when there is none of that id.",
                        (s, a) -> s.control.watch((String) a[0]), session)
                .does("unwatchSession", void.class, "Sluice: ends that.", (s, a) -> {
                    s.control.unwatch((String) a[0]);
                    return null;
                }, session)
                .shows("WatchedSessionList", List.class, "Sluice: ids of the sessions so watched.",
                        s -> new ArrayList<>(s.control.watched()));
    }

    private static void addConfiguration(MBeanTable<ServerMBean> table) {
        table.does("getConfigFile", String.class, "The configuration file as read at the start, passwords masked.",
                        (s, a) -> s.config.text(), ResourceMBean.PLACEHOLDER)
                .does("getConfigAsProperties", Map.class, "Settings in effect, sorted by name.",
                        (s, a) -> s.config.settings((String) a[0]), FILTER)
                .does("reloadConfiguration", List.class, "Sluice: reads the configuration file again, as SIGHUP does, and takes over what"
                        + " can change while the node runs; a file with an error changes nothing. Returns what the log says of it.",
                        s -> new ArrayList<>(s.control.reload()));
        for (String file : List.of("Edition", "Version")) {
            table.does("get" + file + "ConfigFile", String.class, "Always empty: there is no edition file.", (s, a) -> "",
                            ResourceMBean.PLACEHOLDER)
                    .does("get" + file + "ConfigAsProperties", Map.class, "Always empty.", (s, a) -> new TreeMap<>(), FILTER);
        }
    }

    void configured(ConfigText text) {
        config = text;
    }

    private static int notNegative(int limit) {
        if (limit < 0) {
            throw new IllegalArgumentException("MaxSessions=" + limit + " is below 0; 0 means no limit");
        }
        return limit;
    }

    private static InetAddress localHost() {
        try {
            return InetAddress.getLocalHost();
        } catch (UnknownHostException unnamed) {
            return InetAddress.getLoopbackAddress();
        }
    }
}
