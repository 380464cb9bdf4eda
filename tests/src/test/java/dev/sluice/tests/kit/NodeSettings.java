package dev.sluice.tests.kit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The settings of a node under test: a small configuration, changed element by element. */
public final class NodeSettings {

    /** Content by name. */
    private final Map<String, String> elements = new LinkedHashMap<>();
    /** Opening tag by name. */
    private final Map<String, String> tags = new LinkedHashMap<>();
    private final List<String> sockets = new ArrayList<>();
    private final Map<String, String> properties = new LinkedHashMap<>();
    private String jvmHeap = "256m";

    /** Settings most tests are content with: short pauses, recovery on, pages served, any origin allowed. */
    public NodeSettings() {
        set("read_timeout_millis", "20000");
        set("logback_properties", "./lightstreamer_log_conf.xml");
        set("collector_millis", "2000");
        set("content_length", "<default>4000000</default>");
        // As long as the recovery: the clients under test try again after 10 s, and between two polls only this time counts.
        set("session_timeout_millis", "20000");
        set("subscription_timeout_millis", "10000");
        set("session_recovery_millis", "20000");
        set("max_recovery_length", "4000000");
        set("default_keepalive_millis", "3000");
        set("min_keepalive_millis", "500");
        set("max_keepalive_millis", "30000");
        set("max_polling_millis", "15000");
        set("max_idle_millis", "8000");
        set("max_delay_millis", "0");
        set("adapters_dir", "../adapters");
        set("cross_domain_policy", "<allow_access_from scheme=\"*\" host=\"*\" port=\"*\"/>");
        set("web_server", "<enabled>Y</enabled><pages_dir>../pages</pages_dir>");
    }

    /**
     * Sets an element below the root.
     *
     * @param element its name, attributes may follow as in XML
     * @param content XML text
     */
    public NodeSettings set(String element, String content) {
        String name = element.split(" ")[0];
        elements.put(name, content);
        tags.put(name, element);
        return this;
    }

    /** Adds XML text below the root, for elements that stand there several times. */
    public NodeSettings add(String xml) {
        sockets.add("  " + xml + "\n");
        return this;
    }

    /**
     * A further listening socket on a loopback address.
     *
     * @param address its {@code listening_interface}
     * @param more    further elements, an https_server when a keystore is among them
     */
    public NodeSettings socket(String name, String address, int port, String more) {
        String kind = more.contains("<keystore ") ? "https_server" : "http_server";
        sockets.add("  <" + kind + " name=\"" + name + "\"><port>" + port + "</port><listening_interface>" + address
                + "</listening_interface>" + more + "</" + kind + ">\n");
        return this;
    }

    /** Leaves an element out. */
    public NodeSettings without(String element) {
        elements.remove(element);
        return this;
    }

    /** Switches the WebSocket off. */
    public NodeSettings withoutWebSocket() {
        return set("websocket", "<enabled>N</enabled>");
    }

    /** A system property of the node's JVM. */
    public NodeSettings property(String name, String value) {
        properties.put(name, value);
        return this;
    }

    /** Maximum heap of the node's JVM, as {@code -Xmx} takes it. */
    public NodeSettings heap(String size) {
        jvmHeap = size;
        return this;
    }

    Map<String, String> properties() {
        return properties;
    }

    String heap() {
        return jvmHeap;
    }

    String xml(int port) {
        StringBuilder text = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<lightstreamer_conf>\n");
        text.append("  <http_server name=\"Test HTTP\"><port>").append(port)
                .append("</port><listening_interface>127.0.0.1</listening_interface></http_server>\n");
        sockets.forEach(text::append);
        elements.forEach((name, content) -> text.append("  <").append(element(name, content)).append('>')
                .append(content).append("</").append(name).append(">\n"));
        return text.append("</lightstreamer_conf>\n").toString();
    }

    private String element(String name, String content) {
        String tag = tags.get(name);
        return tag.equals("cross_domain_policy") && !content.isEmpty()
                ? name + " accept_credentials=\"Y\" options_max_age=\"3600\"" : tag;
    }
}
