package dev.sluice.server.config;

import jakarta.xml.bind.annotation.XmlAccessType;
import jakarta.xml.bind.annotation.XmlAccessorType;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlValue;
import java.util.ArrayList;
import java.util.List;

/** The management blocks of the configuration file as written. */
public final class ManagementSettings {
    private ManagementSettings() {
    }

    /** {@code jmx}. */
    @XmlAccessorType(XmlAccessType.FIELD)
    public static final class Jmx {
        @XmlElement(name = "rmi_connector") public RmiConnector rmiConnector;
        @XmlElement(name = "jmxmp_connector") public JmxmpConnector jmxmpConnector;
        @XmlElement(name = "disable_session_mbeans") public String disableSessionMBeans = "Y";
        @XmlElement(name = "disable_long_list_properties") public boolean disableLongListProperties;
    }

    /** {@code jmxmp_connector}. */
    @XmlAccessorType(XmlAccessType.FIELD)
    public static final class JmxmpConnector {
        @XmlElement public int port;
    }

    /** {@code rmi_connector}. */
    @XmlAccessorType(XmlAccessType.FIELD)
    public static final class RmiConnector {
        @XmlElement public Port port;
        @XmlElement(name = "data_port") public Port dataPort;
        @XmlElement public String hostname;
        @XmlElement(name = "test_ports") public boolean testPorts = true;
        @XmlElement(name = "test_timeout_millis") public long testTimeoutMillis;
        @XmlElement(name = "listening_interface") public String listeningInterface;
        @XmlElement public SocketSettings.StoreSettings keystore;
        @XmlElement(name = "allow_cipher_suite") public List<String> allowCipherSuites = new ArrayList<>();
        @XmlElement(name = "remove_cipher_suites") public List<String> removeCipherSuites = new ArrayList<>();
        @XmlElement(name = "enforce_server_cipher_suite_preference")
        public SocketSettings.Preference preference = new SocketSettings.Preference();
        @XmlElement(name = "allow_protocol") public List<String> allowProtocols = new ArrayList<>();
        @XmlElement(name = "remove_protocols") public List<String> removeProtocols = new ArrayList<>();
        @XmlElement(name = "public") public boolean openToAll;
        @XmlElement(name = "user") public List<User> users = new ArrayList<>();
    }

    /** A port of the RMI connector. */
    @XmlAccessorType(XmlAccessType.FIELD)
    public static final class Port {
        @XmlValue public int port;
        @XmlAttribute public Boolean ssl;
    }

    /** {@code user}. */
    @XmlAccessorType(XmlAccessType.FIELD)
    public static final class User {
        @XmlAttribute public String id;
        @XmlAttribute public String password;
        @XmlAttribute(name = "jmxtree_visible") public boolean jmxTreeVisible = true;
    }

    /** {@code dashboard}. */
    @XmlAccessorType(XmlAccessType.FIELD)
    public static final class Dashboard {
        @XmlElement(name = "jmxtree_enabled") public boolean jmxTreeEnabled;
        @XmlElement(name = "public") public boolean openToAll;
        @XmlElement(name = "user") public List<User> users = new ArrayList<>();
        @XmlElement(name = "available_on_all_servers") public boolean availableOnAllServers;
        @XmlElement(name = "available_on_server") public List<ServerName> availableOnServers = new ArrayList<>();
        @XmlElement(name = "dashboard_url_path") public String dashboardUrlPath = "/dashboard";
        @XmlElement(name = "enable_hostname_lookup") public boolean enableHostnameLookup;
    }

    /** {@code healthcheck}. */
    @XmlAccessorType(XmlAccessType.FIELD)
    public static final class Healthcheck {
        @XmlElement(name = "available_on_all_servers") public boolean availableOnAllServers;
        @XmlElement(name = "available_on_server") public List<ServerName> availableOnServers = new ArrayList<>();
    }

    /** {@code available_on_server}. */
    @XmlAccessorType(XmlAccessType.FIELD)
    public static final class ServerName {
        @XmlAttribute public String name;
        @XmlAttribute(name = "jmxtree_visible") public boolean jmxTreeVisible = true;
    }
}
