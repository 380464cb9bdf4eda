package dev.sluice.server.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the listening sockets must agree on, each with itself and with each other. */
final class SocketRules {
    private final Problems problems;
    private final TlsRules tlsRules;

    SocketRules(Problems problems, TlsRules tlsRules) {
        this.problems = problems;
        this.tlsRules = tlsRules;
    }

    void check(ConfigNode root) {
        List<ConfigNode> sockets = sockets(root);
        boolean written = root.elements.stream().anyMatch(e -> e.name.equals("http_server") || e.name.equals("https_server"));
        if (sockets.isEmpty() && !written) {
            problems.error(root, "has no http_server and no https_server, the node would listen nowhere", "add one");
        }
        names(sockets);
        places(sockets);
        for (ConfigNode socket : sockets) {
            ConfigNode clients = socket.element("client_identification");
            if (clients != null && clients.yes("proxy_protocol_enabled") && clients.number("skip_local_forwards", 0) != 0) {
                ConfigNode skip = clients.element("skip_local_forwards");
                problems.error(skip, "excludes proxy_protocol_enabled=Y (line " + clients.element("proxy_protocol_enabled").line
                        + "): a client's address comes from one source", "set one of them to its default");
            }
            if (socket.name.equals("https_server")) {
                tlsRules.check(socket);
            }
        }
        tlsRules.compare(sockets);
        portTypes(root, sockets);
        choices(root, sockets, "dashboard");
        choices(root, sockets, "healthcheck");
    }

    static List<ConfigNode> sockets(ConfigNode root) {
        List<ConfigNode> sockets = new ArrayList<>(root.elements("http_server"));
        sockets.addAll(root.elements("https_server"));
        return sockets;
    }

    private void names(List<ConfigNode> sockets) {
        Map<String, ConfigNode> byName = new HashMap<>();
        for (ConfigNode socket : sockets) {
            ConfigNode name = socket.attribute("name");
            if (name == null) {
                continue;
            }
            if (!name.value.chars().allMatch(c -> c >= 32 && c < 127)) {
                problems.error(name, "holds characters outside of printable ASCII", "rename the socket");
            }
            ConfigNode first = byName.putIfAbsent(name.value, socket);
            if (first != null) {
                problems.error(name, "is the name of " + first.name + " on line " + first.line + " too", "rename one of them");
            }
        }
    }

    private void places(List<ConfigNode> sockets) {
        Map<String, ConfigNode> byPlace = new HashMap<>();
        for (ConfigNode socket : sockets) {
            ConfigNode port = socket.element("port");
            if (port == null) {
                continue;
            }
            String host = socket.value("listening_interface", "*").toLowerCase(Locale.ROOT);
            if (host.equals("0.0.0.0") || host.equals("::") || host.equals("[::]")) {
                host = "*";
            }
            ConfigNode first = byPlace.putIfAbsent(host + " " + port.value, socket);
            if (first != null) {
                problems.error(port, "is already used by " + first.path() + " on line " + first.line
                        + (host.equals("*") ? "" : " for " + host), "change one port or listening_interface");
            }
        }
    }

    private void portTypes(ConfigNode root, List<ConfigNode> sockets) {
        boolean linked = root.element("control_link_address") != null;
        boolean creates = false;
        boolean controls = false;
        for (ConfigNode socket : sockets) {
            String type = socket.value("port_type", "GENERAL_PURPOSE");
            creates |= !type.equals("CONTROL_ONLY");
            controls |= !type.equals("CREATE_ONLY");
            if (!linked && (type.equals("CREATE_ONLY") || type.equals("CONTROL_ONLY"))) {
                ConfigNode node = socket.element("port_type");
                problems.warn(node, "stands without control_link_address, clients will not go from one port to the other",
                        "set control_link_address", "Control links");
            }
        }
        if (!sockets.isEmpty() && !creates) {
            problems.warn(sockets.get(0), "is CONTROL_ONLY as all sockets are, none accepts session creation", "add a socket of another port_type");
        }
        if (!sockets.isEmpty() && !controls && linked) {
            problems.info(sockets.get(0), "is CREATE_ONLY as all sockets are",
                    "control_link_address must lead to another socket or through a balancer");
        }
    }

    private void choices(ConfigNode root, List<ConfigNode> sockets, String blockName) {
        ConfigNode block = root.element(blockName);
        if (block == null) {
            return;
        }
        for (ConfigNode choice : block.elements("available_on_server")) {
            String name = choice.attributeValue("name", null);
            boolean exists = root.elements.stream().filter(e -> e.name.endsWith("_server"))
                    .anyMatch(e -> e.attributes.stream().anyMatch(a -> a.name.equals("name") && name != null && name.equals(a.value)));
            if (name != null && !exists) {
                problems.error(choice.attribute("name"), "is not the name of a socket", "choose one of "
                        + String.join(", ", sockets.stream().map(s -> s.attributeValue("name", "?")).distinct().toList()));
            }
        }
    }
}
