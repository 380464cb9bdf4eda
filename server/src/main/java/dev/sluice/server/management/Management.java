package dev.sluice.server.management;

import dev.sluice.server.adapter.AdapterSet;
import dev.sluice.server.adapter.DataAdapter;
import dev.sluice.server.config.ClusterConfig;
import dev.sluice.server.config.ManagementConfig;
import dev.sluice.server.config.NodeConfig;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything an operator sees of one node. The Server MBean, the connector and the probe socket come first, so that a node can be
 * watched and stopped while its adapters still start; the rest follows before it is running.
 */
public final class Management {

    private static final Logger LOG = LoggerFactory.getLogger("LightstreamerLogger.monitoring");
    private static final long KEYSTORE_LOOK_MILLIS = 5_000;
    private static final long LOOP_LOOK_MILLIS = 1_000;

    private final ManagementConfig config;
    private final Collector collector;
    private final MBeans mbeans = new MBeans();
    private final Health health;
    private final ServerMBean server;
    private volatile RmiServer rmi;
    private JmxmpServer jmxmp;

    private Management(NodeConfig config, ConfigText text, String version, NodeControl control) {
        this.config = config.management();
        this.collector = new Collector(this.config.collectorMillis());
        this.health = new Health(control);
        this.server = new ServerMBean(version, text, control, collector, health);
    }

    /**
     * Makes the node visible while it starts.
     *
     * @throws IOException when a socket cannot be opened, or the connector cannot be reached although it has to
     */
    public static Management start(NodeConfig config, ConfigText text, String version, NodeControl control, Vertx vertx)
            throws IOException {
        Management management = new Management(config, text, version, control);
        try {
            management.open(config.cluster().probe(), vertx);
        } catch (IOException e) {
            management.stop();
            throw e;
        }
        return management;
    }

    private void open(ClusterConfig.ProbeSocket probe, Vertx vertx) throws IOException {
        mbeans.register(MBeanNames.of("Server"), server.mbean());
        mbeans.register(MBeanNames.of("Edition"), EditionMBean.edition());
        mbeans.register(MBeanNames.of("PushNotifications"), EditionMBean.pushNotifications());
        if (probe != null) {
            ProbeServer.open(probe, health, vertx);
        }
        if (config.rmiConnector() != null) {
            openRmi(config.rmiConnector());
            collector.every(KEYSTORE_LOOK_MILLIS, this::followKeystores);
        }
        if (config.jmxmpPort() > 0) {
            jmxmp = JmxmpServer.open(config.jmxmpPort(), mbeans.server());
        }
    }

    /** Opens the connector and tests it, no longer than {@code test_timeout_millis}; what takes longer goes on in the background. */
    private void openRmi(ManagementConfig.RmiConnector connector) throws IOException {
        CompletableFuture<Void> opened = new CompletableFuture<>();
        Thread opening = new Thread(() -> {
            try {
                rmi = RmiServer.open(connector, mbeans.server());
                if (connector.testPorts()) {
                    RmiReach.test(connector);
                }
                opened.complete(null);
            } catch (IOException | RuntimeException e) {
                if (!opened.completeExceptionally(e)) {
                    LOG.warn("The RMI connector is not usable, which came out too late to stop the start: {}", e.getMessage());
                }
            }
        }, "jmx-start");
        opening.setDaemon(true);
        opening.start();
        try {
            if (connector.testTimeoutMillis() > 0) {
                opened.get(connector.testTimeoutMillis(), TimeUnit.MILLISECONDS);
            } else {
                opened.get();
            }
        } catch (TimeoutException e) {
            LOG.warn("The RMI connector is not open after test_timeout_millis={}; it goes on in the background",
                    connector.testTimeoutMillis());
            opened.complete(null);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException wrong ? wrong : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Shows the node, which has its adapters and sockets from now on; before its status becomes Running. */
    public void open(NodeView node) {
        Statistics statistics = Statistics.of(node, collector);
        LongLists lists = new LongLists(config.longListProperties());
        mbeans.register(MBeanNames.of("Resource"), new ResourceMBean(node, statistics, lists).mbean());
        mbeans.register(MBeanNames.of("Load"), statistics.load().mbean());
        mbeans.register(MBeanNames.of("Stream"), statistics.stream().mbean());
        for (PoolStatistics pool : statistics.load().pools()) {
            mbeans.register(MBeanNames.of("ThreadPool", "name", pool.pool().gauge().name()), pool.mbean());
        }
        for (SocketView socket : node.sockets()) {
            SocketMBean shown = new SocketMBean(socket, collector);
            shown.names().forEach(name -> mbeans.register(name, shown.mbean()));
        }
        for (AdapterSet set : node.adapters().all()) {
            mbeans.register(MBeanNames.of("AdapterSet", "AdapterSetName", set.id()),
                    new AdapterSetMBean(set, node.registry(), lists).mbean());
            for (DataAdapter adapter : set.dataAdapters()) {
                mbeans.register(MBeanNames.of("DataAdapter", "AdapterSetName", set.id(), "DataAdapterName", adapter.name()),
                        new DataAdapterMBean(adapter, node, lists, collector).mbean());
            }
        }
        SessionMBeans.follow(node, mbeans, config.sessionMBeans(), collector);
        new MonitorLog(node, statistics, collector).begin();
        server.opened(node);
        LoopWatch loops = new LoopWatch(node.loops());
        health.watch(loops);
        collector.every(LOOP_LOOK_MILLIS, loops::ask);
        collector.start();
    }

    /** What probes are told. */
    public Health health() {
        return health;
    }

    /**
     * Reads the keystore again that a configuration now names for the RMI connector, if it has one.
     *
     * @return shows it to new connections
     * @throws IOException when it cannot be used; nothing has changed then
     */
    public Runnable prepareKeystore(ManagementConfig next) throws IOException {
        RmiServer open = rmi;
        return open == null || next.rmiConnector() == null || next.rmiConnector().keystore() == null ? () -> { }
                : open.prepareKeystore(next.rmiConnector().keystore());
    }

    /** The settings in effect are these from now on. */
    public void configured(ConfigText text) {
        server.configured(text);
    }

    private void followKeystores() {
        RmiServer open = rmi;
        if (open != null) {
            open.followKeystore();
        }
    }

    /** Cuts off JMX clients and samples no more. */
    public void stop() {
        collector.stop();
        RmiServer open = rmi;
        if (open != null) {
            open.close();
        }
        if (jmxmp != null) {
            jmxmp.close();
        }
        mbeans.release();
    }
}
