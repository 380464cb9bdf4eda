package dev.sluice.server.management;

import dev.sluice.server.config.ManagementConfig;
import dev.sluice.server.config.TlsConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.rmi.server.RMIServerSocketFactory;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;

/**
 * Makes the listening sockets of the RMI connector, plain or with TLS. One instance is used for all objects on one port: RMI lets
 * two objects share a port when their factories are equal.
 */
final class RmiSockets implements RMIServerSocketFactory {

    private static final int BACKLOG = 50;

    private final InetAddress address;
    private final SSLContext tls;
    private final TlsConfig.TlsSuites suites;

    private RmiSockets(InetAddress address, SSLContext tls, TlsConfig.TlsSuites suites) {
        this.address = address;
        this.tls = tls;
        this.suites = suites;
    }

    static RmiSockets plain(ManagementConfig.RmiConnector config) throws IOException {
        return new RmiSockets(address(config), null, null);
    }

    /** @param keys null: the keystore of the JVM's own properties */
    static RmiSockets secure(ManagementConfig.RmiConnector config, RmiKeys keys) throws IOException {
        try {
            SSLContext context;
            if (keys == null) {
                context = SSLContext.getDefault();
            } else {
                context = SSLContext.getInstance("TLS");
                context.init(new KeyManager[] {keys}, null, null);
            }
            return new RmiSockets(address(config), context, config.suites());
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS of the RMI connector: " + e.getMessage(), e);
        }
    }

    private static InetAddress address(ManagementConfig.RmiConnector config) throws IOException {
        return config.listeningInterface() == null ? null : InetAddress.getByName(config.listeningInterface());
    }

    @Override
    public ServerSocket createServerSocket(int port) throws IOException {
        if (tls == null) {
            return new ServerSocket(port, BACKLOG, address);
        }
        SSLServerSocket socket = (SSLServerSocket) tls.getServerSocketFactory().createServerSocket(port, BACKLOG, address);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setCipherSuites(suites.chooseSuites(List.of(socket.getSupportedCipherSuites()),
                List.of(socket.getEnabledCipherSuites())).toArray(String[]::new));
        parameters.setProtocols(suites.chooseProtocols(List.of(socket.getSupportedProtocols()),
                List.of(socket.getEnabledProtocols())).toArray(String[]::new));
        parameters.setUseCipherSuitesOrder(suites.preference() != TlsConfig.SuitePreference.CLIENT);
        socket.setSSLParameters(parameters);
        return socket;
    }
}
