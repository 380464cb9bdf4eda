package dev.sluice.server.management;

import dev.sluice.server.config.KeystoreConfig;
import dev.sluice.server.config.ManagementConfig;
import dev.sluice.server.config.PortAdvice;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.rmi.server.RMIClientSocketFactory;
import java.rmi.server.UnicastRemoteObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.management.MBeanServer;
import javax.management.remote.JMXConnectorServer;
import javax.management.remote.JMXServiceURL;
import javax.management.remote.rmi.RMIConnectorServer;
import javax.management.remote.rmi.RMIJRMPServerImpl;
import javax.rmi.ssl.SslRMIClientSocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The RMI connector: a registry with {@code lsjmx}, our MBeans, and {@code jmxrmi}, those of the JVM, both behind the same users and
 * the same TLS.
 */
final class RmiServer {

    /** Name of our MBeans in the registry. */
    static final String OURS = "lsjmx";
    private static final String PLATFORM = "jmxrmi";
    private static final String HOSTNAME_PROPERTY = "java.rmi.server.hostname";
    private static final Logger LOG = LoggerFactory.getLogger("LightstreamerLogger.monitoring");

    private final ManagementConfig.RmiConnector config;
    private final RmiKeys keys;
    private final Registry registry;
    private final List<JMXConnectorServer> connectors = new ArrayList<>();

    private RmiServer(ManagementConfig.RmiConnector config, RmiKeys keys, Registry registry) {
        this.config = config;
        this.keys = keys;
        this.registry = registry;
    }

    /** Opens the connector. */
    static RmiServer open(ManagementConfig.RmiConnector config, MBeanServer ours) throws IOException {
        if (config.port() == config.dataPort() && config.ssl() != config.dataSsl()) {
            throw new IOException("jmx/rmi_connector: port and data_port are both " + config.port()
                    + ", so that both or none of them must have ssl=\"Y\"");
        }
        if (config.hostname() != null) {
            System.setProperty(HOSTNAME_PROPERTY, config.hostname());
        }
        RmiKeys keys = config.keystore() != null && (config.ssl() || config.dataSsl()) ? new RmiKeys(config.keystore()) : null;
        RmiSockets plain = RmiSockets.plain(config);
        RmiSockets secure = config.ssl() || config.dataSsl() ? RmiSockets.secure(config, keys) : null;
        RMIClientSocketFactory client = new SslRMIClientSocketFactory();
        Registry registry = null;
        try {
            registry = LocateRegistry.createRegistry(config.port(), config.ssl() ? client : null,
                    config.ssl() ? secure : plain);
            RmiServer server = new RmiServer(config, keys, registry);
            try {
                server.serve(OURS, ours, config.dataSsl() ? client : null, config.dataSsl() ? secure : plain);
                server.serve(PLATFORM, ManagementFactory.getPlatformMBeanServer(), config.dataSsl() ? client : null,
                        config.dataSsl() ? secure : plain);
            } catch (IOException e) {
                server.close();
                throw e;
            }
            LOG.info("JMX over RMI on {}", server.url(OURS));
            return server;
        } catch (IOException e) {
            String said = deepest(e).getMessage();
            String advice = registry == null ? PortAdvice.of(said, config.port(), "jmx/rmi_connector/port")
                    : PortAdvice.of(said, config.dataPort(), "jmx/rmi_connector/data_port");
            throw new IOException("cannot open the RMI connector on port " + config.port() + " (data_port " + config.dataPort()
                    + "): " + said + advice, e);
        }
    }

    /** RMI repeats the messages of causes in its own, over several lines. */
    private static Throwable deepest(Throwable failure) {
        Throwable last = failure;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        return last;
    }

    private void serve(String name, MBeanServer mbeans, RMIClientSocketFactory client, RmiSockets sockets) throws IOException {
        Map<String, Object> environment = new HashMap<>();
        if (!config.openToAll()) {
            environment.put(JMXConnectorServer.AUTHENTICATOR, new RmiUsers(config.users()));
            environment.put(RMIConnectorServer.CREDENTIALS_FILTER_PATTERN, "java.lang.String;!*");
        }
        RMIJRMPServerImpl implementation = new RMIJRMPServerImpl(config.dataPort(), client, sockets, environment);
        RMIConnectorServer connector = new RMIConnectorServer(new JMXServiceURL("service:jmx:rmi://"), environment,
                implementation, mbeans);
        connector.start();
        connectors.add(connector);
        registry.rebind(name, implementation.toStub());
    }

    /** Where clients find what is bound under that name. */
    String url(String name) {
        return "service:jmx:rmi:///jndi/rmi://" + host(config) + ":" + config.port() + "/" + name;
    }

    /** The host that clients are told to connect to. */
    static String host(ManagementConfig.RmiConnector config) {
        if (config.hostname() != null) {
            return config.hostname();
        }
        String property = System.getProperty(HOSTNAME_PROPERTY);
        if (property != null) {
            return property;
        }
        try {
            return InetAddress.getLocalHost().getHostAddress();
        } catch (IOException unnamed) {
            return InetAddress.getLoopbackAddress().getHostAddress();
        }
    }

    /** Reads another keystore, or the same again; what is answered has it shown from now on. */
    Runnable prepareKeystore(KeystoreConfig keystore) throws IOException {
        if (keys == null) {
            return () -> { };
        }
        Runnable use = keys.prepare(keystore);
        return () -> {
            use.run();
            LOG.info("New certificate of the RMI connector");
        };
    }

    /** Takes over another keystore file, if there is one. */
    void followKeystore() {
        try {
            if (keys != null && keys.follow()) {
                LOG.info("New certificate of the RMI connector");
            }
        } catch (IOException e) {
            LOG.warn("The changed keystore {} of the RMI connector cannot be used, new connections still get the certificate before: {};"
                    + " put a correct one in its place, the file of its password first: it is tried again when it changes",
                    config.keystore().file(), e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
        }
    }

    /** Closes the connector; clients are cut off. */
    void close() {
        for (JMXConnectorServer connector : connectors) {
            try {
                connector.stop();
            } catch (IOException e) {
                LOG.debug("A JMX client was cut off: {}", e.toString());
            }
        }
        try {
            UnicastRemoteObject.unexportObject(registry, true);
        } catch (IOException e) {
            LOG.debug("The RMI registry was closed already: {}", e.toString());
        }
    }
}
