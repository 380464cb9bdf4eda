package dev.sluice.tests.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.tests.kit.Await;
import dev.sluice.tests.kit.RawStream;
import dev.sluice.tests.port.FreePorts;
import dev.sluice.tests.proof.Setting;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.management.Attribute;
import javax.management.InvalidAttributeValueException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The MBeans of a node with a session, over a real RMI connector. */
@Timeout(120)
class MBeansTest {

    private static ManagedNode node;
    private static RawStream client;
    private static String session;

    /** One line of {@code mbeans.tsv}; an operation has its argument types in parentheses. */
    private record Row(String type, String name, String declared, boolean writable) {

        boolean operation() {
            return name.contains("(");
        }
    }

    @BeforeAll
    static void start() throws Exception {
        int port = FreePorts.next();
        node = ManagedNode.start(ManagedNode.settings(port, "<disable_session_mbeans>N</disable_session_mbeans>"), port);
        client = RawStream.open(node.process.port(), "TEST");
        client.control("LS_reqId=1&LS_op=add&LS_subId=1&LS_mode=MERGE&LS_group=beans&LS_schema=a%20b&LS_data_adapter=SCRIPT");
        session = "type=Session,sessionId=" + client.sessionId();
        Await.until("the MBean of the session", () -> node.mbeans().isRegistered(ManagedNode.name(session)));
        Await.until("the subscription", () -> node.get(session, "TotalSubscriptions").equals(1L));
    }

    @AfterAll
    static void stop() throws IOException {
        client.close();
        node.close();
    }

    @Test
    void everyMBeanHasTheAttributesAndOperationsOfItsTypeWithTheirDeclaredTypes() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (Row row : rows()) {
            List<ObjectName> names = node.named("type=" + row.type + ",*");
            if (names.isEmpty()) {
                wrong.add("no MBean of type " + row.type);
            }
            for (ObjectName name : names) {
                String declared = declared(node.mbeans().getMBeanInfo(name), row);
                if (!declared.equals(row.declared + (row.writable ? " w" : "")) && !(row.declared.equals("?") && !declared.isEmpty())) {
                    wrong.add(name + " " + row.name + ": " + (declared.isEmpty() ? "missing" : declared) + ", not " + row.declared);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static String declared(MBeanInfo info, Row row) {
        if (row.operation()) {
            return Arrays.stream(info.getOperations()).filter(o -> signature(o).equals(row.name))
                    .map(MBeanOperationInfo::getReturnType).findFirst().orElse("");
        }
        return Arrays.stream(info.getAttributes()).filter(a -> a.getName().equals(row.name) && a.isReadable())
                .map(a -> a.getType() + (a.isWritable() ? " w" : "")).findFirst().orElse("");
    }

    private static String signature(MBeanOperationInfo operation) {
        return operation.getName() + Arrays.stream(operation.getSignature()).map(MBeanParameterInfo::getType)
                .collect(Collectors.joining(",", "(", ")"));
    }

    @Test
    void everyAttributeHasAValueOfItsDeclaredTypeThatTravels() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (ObjectName name : node.mbeans().queryNames(new ObjectName(ManagedNode.DOMAIN + ":*"), null)) {
            for (MBeanAttributeInfo attribute : node.mbeans().getMBeanInfo(name).getAttributes()) {
                Object value = node.mbeans().getAttribute(name, attribute.getName());
                if (value != null && !Class.forName(attribute.getType()).isInstance(value)) {
                    wrong.add(name + " " + attribute.getName() + " is a " + value.getClass());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    @Setting({"jmx", "jmx/rmi_connector", "jmx/rmi_connector/port"})
    void figuresAreThoseOfTheNode() throws Exception {
        assertThat(node.status()).isEqualTo("Running");
        assertThat(node.get("type=Resource", "CurrentSessions")).isEqualTo(1);
        assertThat(node.get("type=Resource", "CurrentStreamingSessions")).isEqualTo(1);
        assertThat(node.get("type=Resource", "CurrentHTTPSessions")).isEqualTo(1);
        assertThat(node.get("type=Resource", "CurrentItemSubscriptions")).isEqualTo(1);
        assertThat((List<?>) node.get("type=Resource", "CurrentSessionList")).isEqualTo(List.of(client.sessionId()));
        assertThat(node.call("type=Resource", "getCurrentSessionListProtected", Integer.class, 0)).isEqualTo(List.of());
        assertThat(node.get("type=Session,sessionId=" + client.sessionId(), "RemoteIP")).isEqualTo("127.0.0.1");
        assertThat(node.get(session, "LocalPort")).isEqualTo(node.process.port());
        assertThat(node.get(session, "IsStreaming")).isEqualTo(true);
        assertThat(node.get(session, "TotalFields")).isEqualTo(2);
        assertThat((Long) node.get(session, "CumulOutboundBytes")).isPositive();
        assertThat(node.call(session, "getSubscriptionList", String.class, (Object) null)).isEqualTo(List.of("beans"));
        String adapter = "type=DataAdapter,AdapterSetName=TEST,DataAdapterName=SCRIPT";
        assertThat(node.get(adapter, "CurrentItemSubscriptions")).isEqualTo(1);
        assertThat(node.call(adapter, "getSessionListForItem", String.class, "beans")).isEqualTo(List.of(client.sessionId()));
        assertThat(node.get("type=ServerSocket,name=Test HTTP", "LocalPort")).isEqualTo(node.process.port());
        assertThat(node.get("type=ServerSocket,Port=" + node.process.port() + ",Interface=127.0.0.1", "ServerName"))
                .isEqualTo("Test HTTP");
        assertThat((Integer) node.get("type=ServerSocket,name=Test HTTP", "CurrentSockets")).isPositive();
    }

    @Test
    @Setting({"collector_millis", "healthcheck/available_on_all_servers"})
    void samplesAreThoseOfTheLastPeriod() throws Exception {
        long before = (Long) node.get("type=Resource", "CumulConnections");
        assertThat(Probe.get(node.process.url() + "/lightstreamer/healthcheck").statusCode()).isEqualTo(200);
        Await.until("a new connection in one period", () -> (Integer) node.get("type=Resource", "NewConnections") > 0);
        Await.until("none in a later one", () -> (Integer) node.get("type=Resource", "NewConnections") == 0);
        assertThat((Long) node.get("type=Resource", "CumulConnections")).isGreaterThan(before);
        assertThat(node.get("type=Server", "SamplingPeriodMillis")).isEqualTo(1000);
    }

    @Test
    void theConfigurationIsShownWithoutPasswords() throws Exception {
        assertThat((String) node.call("type=Server", "getConfigFile", String.class, (Object) null))
                .contains("<lightstreamer_conf>").doesNotContain("one", "two");
        Map<?, ?> users = (Map<?, ?>) node.call("type=Server", "getConfigAsProperties", String.class, "user");
        assertThat(users.get("jmx.rmi_connector.user1(id)")).isEqualTo("first");
        assertThat(users.get("jmx.rmi_connector.user2(password)")).isEqualTo("***");
    }

    @Test
    void bandwidthGrantedByTheOperatorReachesTheClient() throws Exception {
        node.mbeans().setAttribute(ManagedNode.name(session), new Attribute("AllocatedMaxBandwidthKbps", 50.0));
        assertThat(client.lineBeginning("CONS,50")).isEqualTo("CONS,50");
        assertThat(node.get(session, "AllocatedBandwidthKbps")).isEqualTo(50.0);
        client.control("LS_reqId=9&LS_op=constrain&LS_requested_max_bandwidth=20");
        assertThat(client.lineBeginning("CONS,")).isEqualTo("CONS,20");
        client.control("LS_reqId=10&LS_op=constrain&LS_requested_max_bandwidth=80");
        assertThat(client.lineBeginning("CONS,")).isEqualTo("CONS,50");
        node.mbeans().setAttribute(ManagedNode.name(session), new Attribute("AllocatedMaxBandwidthKbps", 0.0));
        client.control("LS_reqId=11&LS_op=constrain&LS_requested_max_bandwidth=unlimited");
        assertThat(client.lineBeginning("CONS,unlimited")).isEqualTo("CONS,unlimited");
        assertThatThrownBy(() -> node.mbeans().setAttribute(ManagedNode.name(session),
                new Attribute("AllocatedMaxBandwidthKbps", -3.0))).isInstanceOf(InvalidAttributeValueException.class)
                .hasMessageContaining("-3.0");
    }

    @Test
    @Setting({"jmx/rmi_connector/user", "jmx/rmi_connector/user@id", "jmx/rmi_connector/user@password"})
    void onlyTheUsersOfTheConfigurationComeIn() throws Exception {
        assertThatThrownBy(() -> ManagedNode.connect(node.jmxPort, "lsjmx", "first", "two")).isInstanceOf(SecurityException.class);
        assertThatThrownBy(() -> ManagedNode.connect(node.jmxPort, "lsjmx", null, null)).isInstanceOf(SecurityException.class);
        try (JMXConnector platform = ManagedNode.connect(node.jmxPort, "jmxrmi", "first", "one")) {
            assertThat(platform.getMBeanServerConnection().isRegistered(new ObjectName("java.lang:type=Memory"))).isTrue();
        }
    }

    /** What a metrics exporter in use takes for granted; the numbers are those of its steps. */
    @Test
    void aMetricsExporterFindsWhatItLooksFor() throws Exception {
        MBeanServerConnection mbeans = node.mbeans();
        assertThat(node.status()).as("1: the status it waits for").isEqualToIgnoringCase("running");
        Set<String> wanted = Set.of("Resource", "Load", "Session", "Server", "Stream", "AdapterSet", "DataAdapter", "ThreadPool");
        for (String type : wanted) {
            List<ObjectName> all = node.named("type=" + type + ",*");
            assertThat(all).as("2: MBeans of type " + type).isNotEmpty();
            Set<Set<String>> keys = all.stream().map(n -> (Set<String>) new TreeSet<>(n.getKeyPropertyList().keySet()))
                    .collect(Collectors.toSet());
            assertThat(keys).as("4: one set of keys for all of type " + type).hasSize(1);
            long numbers = Arrays.stream(mbeans.getMBeanInfo(all.get(0)).getAttributes()).map(MBeanAttributeInfo::getType)
                    .filter(Set.of("java.lang.Integer", "java.lang.Long", "java.lang.Double")::contains).count();
            assertThat(numbers).as("3: boxed numbers of type " + type).isPositive();
        }
        for (String pool : List.of("TLS-SSL HANDSHAKE", "PUMP", "EVENTS")) {
            assertThat(node.get("type=ThreadPool,name=" + pool, "Queue")).as("5: " + pool).isInstanceOf(Integer.class);
        }
        Map<?, ?> versions = (Map<?, ?>) node.call("type=Resource", "getCurrClientVersions", String.class, (Object) null);
        assertThat(versions).as("6: clients by two words").isNotEmpty();
        versions.forEach((key, count) -> {
            assertThat((String) key).matches("\\S+ \\S+");
            assertThat(count).isInstanceOf(Long.class);
        });
        String passing;
        try (RawStream visitor = RawStream.open(node.process.port(), "TEST")) {
            passing = "type=Session,sessionId=" + visitor.sessionId();
            Await.until("7: its MBean", () -> mbeans.isRegistered(ManagedNode.name(passing)));
            visitor.control("LS_reqId=1&LS_op=destroy");
        }
        Await.until("7: its MBean goes", () -> !mbeans.isRegistered(ManagedNode.name(passing)));
    }

    private static List<Row> rows() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                MBeansTest.class.getResourceAsStream("mbeans.tsv"), StandardCharsets.UTF_8))) {
            return lines.lines().filter(line -> !line.startsWith("#")).map(line -> line.split("\t", -1))
                    .map(cells -> new Row(cells[0], cells[1], cells[2], cells[3].equals("w"))).toList();
        }
    }
}
