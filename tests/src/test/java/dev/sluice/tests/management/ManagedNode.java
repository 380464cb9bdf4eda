package dev.sluice.tests.management;

import dev.sluice.tests.kit.NodeHome;
import dev.sluice.tests.kit.NodeProcess;
import dev.sluice.tests.kit.NodeReads;
import dev.sluice.tests.kit.NodeSettings;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** A node with an RMI connector on a free port, and a JMX client connected to it. */
final class ManagedNode implements AutoCloseable {

    static final String DOMAIN = "com.lightstreamer";
    static final String USERS = "<user id=\"first\" password=\"one\"/><user id=\"second\" password=\"two\"/>";

    final NodeProcess process;
    final int jmxPort;
    private JMXConnector connector;

    private ManagedNode(NodeProcess process, int jmxPort) {
        this.process = process;
        this.jmxPort = jmxPort;
    }

    /** Settings of a node that can be managed; {@code more} follows in the block {@code jmx}. */
    static NodeSettings settings(int jmxPort, String more) {
        return new NodeSettings().set("collector_millis", "1000").set("jmx", "<rmi_connector><port>" + jmxPort + "</port>"
                + "<hostname>127.0.0.1</hostname><listening_interface>127.0.0.1</listening_interface>" + USERS
                + "</rmi_connector>" + more).set("healthcheck", "<available_on_all_servers>Y</available_on_all_servers>");
    }

    static ManagedNode start(NodeSettings settings, int jmxPort) throws IOException {
        return start(settings, jmxPort, NodeHome.create());
    }

    static ManagedNode start(NodeSettings settings, int jmxPort, NodeHome home) throws IOException {
        ManagedNode node = new ManagedNode(NodeProcess.start(settings, home), jmxPort);
        try {
            node.connector = connect(jmxPort, "lsjmx", "second", "two");
            return node;
        } catch (IOException e) {
            node.close();
            throw e;
        }
    }

    static JMXConnector connect(int port, String name, String user, String password) throws IOException {
        JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL("service:jmx:rmi:///jndi/rmi://127.0.0.1:" + port + "/"
                + name), user == null ? Map.of() : Map.of(JMXConnector.CREDENTIALS, new String[] {user, password}));
        NodeReads.said(connector.getConnectionId().length());
        return connector;
    }

    MBeanServerConnection mbeans() throws IOException {
        return connector.getMBeanServerConnection();
    }

    static ObjectName name(String keys) throws Exception {
        return new ObjectName(DOMAIN + ":" + keys);
    }

    Object get(String keys, String attribute) throws Exception {
        return shown(mbeans().getAttribute(name(keys), attribute));
    }

    /** Calls an operation whose arguments are all of that type. */
    Object call(String keys, String operation, Class<?> type, Object... arguments) throws Exception {
        String[] types = Collections.nCopies(arguments.length, type == null ? "" : type.getName()).toArray(String[]::new);
        return shown(mbeans().invoke(name(keys), operation, arguments, types));
    }

    private static Object shown(Object figure) {
        NodeReads.said(String.valueOf(figure).length());
        return figure;
    }

    Object call(String operation) throws Exception {
        return call("type=Server", operation, null);
    }

    String status() throws Exception {
        return (String) get("type=Server", "Status");
    }

    List<ObjectName> named(String keys) throws Exception {
        return List.copyOf(mbeans().queryNames(name(keys), null));
    }

    @Override
    public void close() {
        process.close();
    }
}
