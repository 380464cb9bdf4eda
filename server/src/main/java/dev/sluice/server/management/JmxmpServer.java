package dev.sluice.server.management;

import java.io.IOException;
import java.net.MalformedURLException;
import java.util.Map;
import javax.management.MBeanServer;
import javax.management.remote.JMXConnectorServer;
import javax.management.remote.JMXConnectorServerFactory;
import javax.management.remote.JMXServiceURL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The JMXMP connector, which needs a library that is not part of the node: {@code jmxremote_optional} on the class path. */
final class JmxmpServer {

    private static final Logger LOG = LoggerFactory.getLogger("LightstreamerLogger.monitoring");

    private final JMXConnectorServer connector;

    private JmxmpServer(JMXConnectorServer connector) {
        this.connector = connector;
    }

    /** Opens the connector; null, with a warning, when the library is not there. */
    static JmxmpServer open(int port, MBeanServer mbeans) throws IOException {
        try {
            JMXConnectorServer connector = JMXConnectorServerFactory.newJMXConnectorServer(
                    new JMXServiceURL("jmxmp", null, port), Map.of(), mbeans);
            connector.start();
            LOG.info("JMX over JMXMP on {}", connector.getAddress());
            return new JmxmpServer(connector);
        } catch (MalformedURLException noProvider) {
            LOG.warn("jmx/jmxmp_connector is not opened on port {}: it needs a library that the node does not bring; put"
                    + " jmxremote_optional.jar into the folder lib, or use rmi_connector, which needs none", port);
            return null;
        }
    }

    void close() {
        try {
            connector.stop();
        } catch (IOException e) {
            LOG.debug("A JMX client was cut off: {}", e.toString());
        }
    }
}
