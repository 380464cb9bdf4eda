package dev.sluice.tests.cluster.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Asks nodes over JMX. Connections are kept, and made again when they break. */
final class Management {

    private final Map<String, MBeanServerConnection> connections = new ConcurrentHashMap<>();

    /** The {@code attributes} of all MBeans that match {@code bean}, by the beans' names. */
    void attributes(JsonNode command, ObjectNode answer) throws IOException, JMException {
        MBeanServerConnection server = connection(command);
        String[] wanted = strings(command.get("attributes"));
        ObjectNode beans = JsonNodeFactory.instance.objectNode();
        for (ObjectName name : server.queryNames(new ObjectName(command.get("bean").asText()), null)) {
            ObjectNode values = beans.putObject(name.getCanonicalName());
            for (Attribute attribute : server.getAttributes(name, wanted).asList()) {
                values.put(attribute.getName(), String.valueOf(attribute.getValue()));
            }
        }
        answer.set("beans", beans);
    }

    /** Calls {@code operation} of {@code bean} with {@code arguments}, whose types are {@code types}. */
    void invoke(JsonNode command, ObjectNode answer) throws IOException, JMException {
        String[] types = strings(command.get("types"));
        List<Object> arguments = new ArrayList<>();
        for (int i = 0; i < types.length; i++) {
            arguments.add(argument(types[i], command.get("arguments").get(i)));
        }
        Object result = connection(command).invoke(new ObjectName(command.get("bean").asText()),
                command.get("operation").asText(), arguments.toArray(), types);
        answer.put("result", String.valueOf(result));
    }

    private MBeanServerConnection connection(JsonNode command) throws IOException {
        String node = command.get("node").asText();
        MBeanServerConnection known = connections.get(node);
        if (known == null || !alive(known)) {
            JMXServiceURL url = new JMXServiceURL("service:jmx:rmi:///jndi/rmi://" + node + "/lsjmx");
            String[] credentials = {command.get("user").asText(), command.get("password").asText()};
            known = JMXConnectorFactory.connect(url, Map.of("jmx.remote.credentials", credentials)).getMBeanServerConnection();
            connections.put(node, known);
        }
        return known;
    }

    private static boolean alive(MBeanServerConnection connection) {
        try {
            return connection.getDefaultDomain() != null;
        } catch (IOException broken) {
            return false;
        }
    }

    private static Object argument(String type, JsonNode value) {
        if (value.isNull()) {
            return null;
        }
        return switch (type) {
            case "java.lang.Double" -> value.asDouble();
            case "java.lang.Boolean" -> value.asBoolean();
            default -> value.asText();
        };
    }

    private static String[] strings(JsonNode array) {
        List<String> all = new ArrayList<>();
        array.forEach(each -> all.add(each.asText()));
        return all.toArray(String[]::new);
    }
}
