package dev.sluice.server.config;

import jakarta.xml.bind.annotation.XmlAccessType;
import jakarta.xml.bind.annotation.XmlAccessorType;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlElements;
import jakarta.xml.bind.annotation.XmlTransient;
import jakarta.xml.bind.annotation.XmlValue;
import java.util.ArrayList;
import java.util.List;
import org.glassfish.jaxb.core.annotation.XmlLocation;
import org.xml.sax.Locator;

/** {@code http_server} or {@code https_server} as written; a plain socket leaves the TLS fields alone. */
@XmlAccessorType(XmlAccessType.FIELD)
public final class SocketSettings {
    @XmlLocation @XmlTransient Locator place;

    @XmlAttribute public String name;
    @XmlElement public int port;
    @XmlElement public int backlog;
    @XmlElement(name = "port_type") public PortType portType = PortType.GENERAL_PURPOSE;
    @XmlElement(name = "listening_interface") public String listeningInterface;
    @XmlElement(name = "response_http_headers") public ResponseHeaders responseHttpHeaders = new ResponseHeaders();
    @XmlElement(name = "client_identification") public Clients clientIdentification = new Clients();

    @XmlElement(name = "tls_provider") public String tlsProvider;
    @XmlElement(name = "keystore") public StoreSettings keystore;
    @XmlElement(name = "truststore") public StoreSettings truststore;
    @XmlElement(name = "allow_cipher_suite") public List<String> allowCipherSuites = new ArrayList<>();
    @XmlElement(name = "remove_cipher_suites") public List<String> removeCipherSuites = new ArrayList<>();
    @XmlElement(name = "enforce_server_cipher_suite_preference") public Preference preference = new Preference();
    @XmlElement(name = "allow_protocol") public List<String> allowProtocols = new ArrayList<>();
    @XmlElement(name = "remove_protocols") public List<String> removeProtocols = new ArrayList<>();
    @XmlElement(name = "disable_tls_renegotiation") public boolean disableTlsRenegotiation;
    @XmlElement(name = "enable_stateless_tls_session_resumption") public Boolean statelessTlsSessionResumption;
    @XmlElement(name = "tls_session_cache_size") public int tlsSessionCacheSize = -1;
    @XmlElement(name = "tls_session_timeout") public int tlsSessionTimeout = -1;
    @XmlElement(name = "use_client_hints_for_tls_session_resumption") public boolean clientHintsForTlsSessionResumption;
    @XmlElement(name = "use_client_auth") public boolean useClientAuth;
    @XmlElement(name = "force_client_auth") public boolean forceClientAuth;

    /** {@code response_http_headers}. */
    @XmlAccessorType(XmlAccessType.FIELD)
    public static final class ResponseHeaders {
        @XmlElement(name = "echo") public List<Echo> echoes = new ArrayList<>();
        @XmlElement(name = "add") public List<Add> additions = new ArrayList<>();
    }

    /** {@code echo}. */
    @XmlAccessorType(XmlAccessType.FIELD)
    public static final class Echo {
        @XmlAttribute public String name;
    }

    /** {@code add}. */
    @XmlAccessorType(XmlAccessType.FIELD)
    public static final class Add {
        @XmlAttribute public String name;
        @XmlValue public String value;
    }

    /** {@code client_identification}. */
    @XmlAccessorType(XmlAccessType.FIELD)
    public static final class Clients {
        @XmlAttribute(name = "private") public boolean privateAddress;
        @XmlElement(name = "proxy_protocol_enabled") public boolean proxyProtocolEnabled;
        @XmlElement(name = "proxy_protocol_timeout_millis") public long proxyProtocolTimeoutMillis = 1_000;
        @XmlElement(name = "skip_local_forwards") public int skipLocalForwards;
        @XmlElement(name = "log_forwards") public boolean logForwards;
    }

    /** {@code enforce_server_cipher_suite_preference}. */
    @XmlAccessorType(XmlAccessType.FIELD)
    public static final class Preference {
        @XmlValue public boolean enforced;
        @XmlAttribute public String order = "JVM";
    }

    /** {@code keystore} or {@code truststore}. */
    @XmlAccessorType(XmlAccessType.FIELD)
    public static final class StoreSettings {
        @XmlAttribute public String type = "JKS";
        @XmlElements({@XmlElement(name = "keystore_file"), @XmlElement(name = "truststore_file")}) public String file;
        @XmlElements({@XmlElement(name = "keystore_password"), @XmlElement(name = "truststore_password")})
        public Password password;
    }

    /** {@code keystore_password} or {@code truststore_password}. */
    @XmlAccessorType(XmlAccessType.FIELD)
    public static final class Password {
        @XmlAttribute public String type = "text";
        @XmlValue public String value;
    }
}
