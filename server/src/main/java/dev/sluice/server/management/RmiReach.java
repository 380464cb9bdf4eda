package dev.sluice.server.management;

import dev.sluice.server.config.ManagementConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Whether the ports of the RMI connector can be reached the way its clients, the stop command among them, will try. */
final class RmiReach {

    private RmiReach() {
    }

    /** Connects to both ports through the host name that clients are told. */
    static void test(ManagementConfig.RmiConnector config) throws IOException {
        test(config, config.port(), config.ssl());
        if (config.dataPort() != config.port()) {
            test(config, config.dataPort(), config.dataSsl());
        }
    }

    private static void test(ManagementConfig.RmiConnector config, int port, boolean ssl) throws IOException {
        String host = RmiServer.host(config);
        int timeout = (int) Math.min(Integer.MAX_VALUE, config.testTimeoutMillis());
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), timeout);
            socket.setSoTimeout(timeout);
            if (ssl) {
                try (SSLSocket secure = (SSLSocket) anyCertificate().getSocketFactory().createSocket(socket, host, port, false)) {
                    secure.startHandshake();
                }
            }
        } catch (IOException e) {
            throw new IOException("the RMI connector cannot be reached at " + host + ":" + port + " (" + e + "), so that JMX clients and"
                    + " the stop command could not either; set jmx/rmi_connector/hostname to a name of this host that its clients"
                    + " resolve, or test_ports to N", e);
        }
    }

    /** Only whether somebody answers matters here. */
    private static SSLContext anyCertificate() throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new X509TrustManager() {
                @Override
                public void checkClientTrusted(X509Certificate[] chain, String type) {
                }

                @Override
                public void checkServerTrusted(X509Certificate[] chain, String type) {
                }

                @Override
                public X509Certificate[] getAcceptedIssuers() {
                    return new X509Certificate[0];
                }
            }}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }
}
