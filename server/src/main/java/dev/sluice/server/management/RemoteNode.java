package dev.sluice.server.management;

import dev.sluice.server.config.KeystoreConfig;
import dev.sluice.server.config.ManagementConfig;
import java.io.IOException;
import java.rmi.NotBoundException;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Map;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.rmi.RMIConnector;
import javax.management.remote.rmi.RMIServer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.rmi.ssl.SslRMIClientSocketFactory;

/** A running node as the commands that stop and empty it see it: its Server MBean, reached through the RMI connector of its file. */
public final class RemoteNode implements AutoCloseable {

    private static final String ANY = "0.0.0.0";

    private final JMXConnector connector;
    private final MBeanServerConnection mbeans;
    private final ObjectName server = MBeanNames.of("Server");

    private RemoteNode(JMXConnector connector, MBeanServerConnection mbeans) {
        this.connector = connector;
        this.mbeans = mbeans;
    }

    /**
     * Connects as the first user of the configuration. With TLS, this process from now on trusts the certificates of the connector's
     * keystore and no others, which is meant for a process that does nothing else.
     *
     * @throws IOException when the node cannot be reached, or does not let that user in
     */
    public static RemoteNode connect(ManagementConfig.RmiConnector config) throws IOException {
        if (config.ssl() || config.dataSsl()) {
            trust(config.keystore());
        }
        String host = host(config);
        try {
            Registry registry = LocateRegistry.getRegistry(host, config.port(), config.ssl() ? new SslRMIClientSocketFactory() : null);
            RMIConnector connector = new RMIConnector((RMIServer) registry.lookup(RmiServer.OURS), null);
            connector.connect(config.users().isEmpty() ? Map.of() : Map.of(JMXConnector.CREDENTIALS,
                    new String[] {config.users().get(0).id(), config.users().get(0).password()}));
            return new RemoteNode(connector, connector.getMBeanServerConnection());
        } catch (NotBoundException | IOException | SecurityException e) {
            throw new IOException("no node answers on the RMI connector at " + host + ":" + config.port() + ": " + e.getMessage(), e);
        }
    }

    private static String host(ManagementConfig.RmiConnector config) {
        if (config.hostname() != null) {
            return config.hostname();
        }
        String local = config.listeningInterface();
        return local != null && !local.equals(ANY) ? local : RmiServer.host(config);
    }

    private static void trust(KeystoreConfig keystore) throws IOException {
        if (keystore == null) {
            return;
        }
        try {
            KeyStore store = keystore.open();
            KeyStore certificates = KeyStore.getInstance(KeyStore.getDefaultType());
            certificates.load(null, null);
            certificates.setCertificateEntry("node", store.getCertificate(KeystoreConfig.firstKey(store)));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(certificates);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            SSLContext.setDefault(context);
        } catch (GeneralSecurityException e) {
            throw new IOException("the keystore of the RMI connector: " + e.getMessage(), e);
        }
    }

    /** The word the node says of itself: Initializing, Running, Blocked or Stopped. */
    public String status() throws IOException {
        try {
            return (String) mbeans.getAttribute(server, "Status");
        } catch (JMException e) {
            throw new IOException(e);
        }
    }

    /** Has the node stop and its process end; returns before it has. */
    public void shutdown() throws IOException {
        call("shutdown");
    }

    /** Has the node emptied and its process end, as SIGTERM does; returns before it has. */
    public void drain() throws IOException {
        call("drain");
    }

    private void call(String operation) throws IOException {
        try {
            mbeans.invoke(server, operation, new Object[0], new String[0]);
        } catch (JMException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        try {
            connector.close();
        } catch (IOException nodeIsGone) {
            return;
        }
    }
}
