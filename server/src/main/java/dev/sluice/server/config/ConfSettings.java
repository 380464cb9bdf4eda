package dev.sluice.server.config;

import jakarta.xml.bind.annotation.XmlAccessType;
import jakarta.xml.bind.annotation.XmlAccessorType;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlValue;
import java.util.ArrayList;
import java.util.List;

/**
 * The configuration file as it is written, one field per setting in effect, holding what an absent element means.
 *
 * <p>Mutable: JAXB fills it, a test may change it before it becomes a {@link NodeConfig}. A null number means that the
 * value follows from another one.
 */
@XmlRootElement(name = "lightstreamer_conf")
@XmlAccessorType(XmlAccessType.FIELD)
public final class ConfSettings {
    @XmlElement(name = "http_server") public List<SocketSettings> httpServers = new ArrayList<>();
    @XmlElement(name = "https_server") public List<SocketSettings> httpsServers = new ArrayList<>();

    @XmlElement(name = "read_timeout_millis") public long readTimeoutMillis = 20_000;
    @XmlElement(name = "handshake_timeout_millis") public long handshakeTimeoutMillis = 4_000;
    @XmlElement(name = "request_limit") public int requestLimit = 50_000;
    @XmlElement(name = "write_timeout_millis") public long writeTimeoutMillis;
    @XmlElement(name = "use_http_11") public YesNoAuto useHttp11 = YesNoAuto.Y;
    @XmlElement(name = "websocket") public WebSocketSettings websocket = new WebSocketSettings();
    @XmlElement(name = "forward_cookies") public boolean forwardCookies;
    @XmlElement(name = "cross_domain_policy") public CrossDomainSettings crossDomainPolicy = new CrossDomainSettings();
    @XmlElement(name = "server_tokens") public ServerTokens serverTokens = ServerTokens.FULL;
    @XmlElement(name = "sendbuf") public int sendbuf = 1_600;

    @XmlElement(name = "logback_properties") public String logbackProperties = "./lightstreamer_log_conf.xml";
    @XmlElement(name = "no_logging_ip") public NoLoggingIp noLoggingIp = new NoLoggingIp();
    @XmlElement(name = "show_password_on_request_log") public boolean showPasswordOnRequestLog;
    @XmlElement(name = "unexpected_wait_threshold_millis") public long unexpectedWaitThresholdMillis = 1_000;
    @XmlElement(name = "async_processing_threshold_millis") public long asyncProcessingThresholdMillis = 10_000;
    @XmlElement(name = "max_task_wait_millis") public long maxTaskWaitMillis = 10_000;

    @XmlElement(name = "collector_millis") public long collectorMillis = 2_000;
    @XmlElement(name = "jmx") public ManagementSettings.Jmx jmx = new ManagementSettings.Jmx();
    @XmlElement(name = "ensure_stopping_service") public boolean ensureStoppingService;
    @XmlElement(name = "dashboard") public ManagementSettings.Dashboard dashboard = new ManagementSettings.Dashboard();
    @XmlElement(name = "healthcheck") public ManagementSettings.Healthcheck healthcheck = new ManagementSettings.Healthcheck();

    @XmlElement(name = "env_prefix") public String envPrefix;
    @XmlElement(name = "adapters_dir") public String adaptersDir = "../adapters";
    @XmlElement(name = "shared_dir") public String sharedDir = "../shared";
    @XmlElement(name = "enable_expansion_for_adapters_config") public Expansion expansionForAdapters = new Expansion();
    @XmlElement(name = "service_url_prefix") public List<String> serviceUrlPrefixes = new ArrayList<>();

    @XmlElement(name = "content_length") public ContentLength contentLength = new ContentLength();
    @XmlElement(name = "max_streaming_millis") public long maxStreamingMillis;
    @XmlElement(name = "use_chunked_encoding") public YesNoAuto useChunkedEncoding = YesNoAuto.Y;
    @XmlElement(name = "use_compression") public YesNoAuto useCompression = YesNoAuto.AUTO;
    @XmlElement(name = "compression_threshold") public int compressionThreshold = 1_024;
    @XmlElement(name = "use_enriched_content_type") public boolean useEnrichedContentType = true;
    @XmlElement(name = "max_delay_millis") public long maxDelayMillis;
    @XmlElement(name = "default_keepalive_millis") public RandomMillis defaultKeepaliveMillis = new RandomMillis(5_000);
    @XmlElement(name = "min_keepalive_millis") public long minKeepaliveMillis = 1_000;
    @XmlElement(name = "max_keepalive_millis") public long maxKeepaliveMillis = 30_000;
    @XmlElement(name = "max_polling_millis") public long maxPollingMillis = 15_000;
    @XmlElement(name = "max_idle_millis") public RandomMillis maxIdleMillis = new RandomMillis(30_000);
    @XmlElement(name = "min_interpoll_millis") public long minInterpollMillis;

    @XmlElement(name = "max_buffer_size") public int maxBufferSize = 1_000;
    @XmlElement(name = "session_timeout_millis") public long sessionTimeoutMillis = 10_000;
    @XmlElement(name = "session_recovery_millis") public long sessionRecoveryMillis;
    @XmlElement(name = "max_recovery_length") public Integer maxRecoveryLength;
    @XmlElement(name = "max_recovery_poll_length") public int maxRecoveryPollLength = -1;
    @XmlElement(name = "subscription_timeout_millis") public Long subscriptionTimeoutMillis;
    @XmlElement(name = "missing_message_timeout_millis") public long missingMessageTimeoutMillis = 30_000;
    @XmlElement(name = "delta_delivery") public boolean deltaDelivery = true;
    @XmlElement(name = "default_diff_order") public String defaultDiffOrder;
    @XmlElement(name = "jsonpatch_min_length") public String jsonpatchMinLength = "50";
    @XmlElement(name = "preserve_unfiltered_command_ordering") public boolean preserveUnfilteredCommandOrdering;

    @XmlElement(name = "error_page") public String errorPage;
    @XmlElement(name = "web_server") public WebServerSettings webServer = new WebServerSettings();
    @XmlElement(name = "control_link_address") public String controlLinkAddress;
    @XmlElement(name = "max_session_duration_minutes") public long maxSessionDurationMinutes;
    @XmlElement(name = "max_sessions") public int maxSessions;

    @XmlElement(name = "max_common_nio_buffer_allocation") public long maxCommonNioBufferAllocation = 200_000_000;
    @XmlElement(name = "selector_pool_size") public Integer selectorPoolSize;
    @XmlElement(name = "events_pool_size") public Integer eventsPoolSize;
    @XmlElement(name = "snapshot_pool_size") public Integer snapshotPoolSize;
    @XmlElement(name = "pump_pool_size") public Integer pumpPoolSize;
    @XmlElement(name = "pump_pool_max_queue") public int pumpPoolMaxQueue = -1;
    @XmlElement(name = "server_pool_max_size") public Integer serverPoolMaxSize;
    @XmlElement(name = "server_pool_max_free") public Integer serverPoolMaxFree;
    @XmlElement(name = "server_pool_max_queue") public int serverPoolMaxQueue = 100;
    @XmlElement(name = "accept_pool_max_size") public Integer acceptPoolMaxSize;
    @XmlElement(name = "accept_pool_max_queue") public int acceptPoolMaxQueue = -1;
    @XmlElement(name = "handshake_pool_size") public Integer handshakePoolSize;
    @XmlElement(name = "handshake_pool_max_queue") public int handshakePoolMaxQueue = 100;
    @XmlElement(name = "https_auth_pool_max_size") public Integer httpsAuthPoolMaxSize;
    @XmlElement(name = "https_auth_pool_max_free") public Integer httpsAuthPoolMaxFree;
    @XmlElement(name = "https_auth_pool_max_queue") public int httpsAuthPoolMaxQueue = 100;
    @XmlElement(name = "prestarted_max_queue") public int prestartedMaxQueue = -1;

    @XmlElement(name = "sluice") public ClusterSettings sluice = new ClusterSettings();

    /** The settings of the file we ship, where they differ from what absent elements mean. */
    static ConfSettings shipped() {
        ConfSettings s = new ConfSettings();
        SocketSettings socket = new SocketSettings();
        socket.name = "Sluice HTTP Server";
        socket.port = 8080;
        s.httpServers.add(socket);
        s.writeTimeoutMillis = 120_000;
        s.crossDomainPolicy.rules.add(new CrossDomainSettings.Rule("*", "*", "*"));
        s.unexpectedWaitThresholdMillis = 0;
        s.asyncProcessingThresholdMillis = 60_000;
        s.healthcheck.availableOnAllServers = true;
        s.sessionRecoveryMillis = 13_000;
        s.subscriptionTimeoutMillis = 5_000L;
        s.maxDelayMillis = 30;
        s.webServer.enabled = true;
        return s;
    }

    /** {@code server_tokens}. */
    public enum ServerTokens { FULL, MINIMAL }

    /** {@code websocket}. */
    @XmlAccessorType(XmlAccessType.FIELD)
    public static final class WebSocketSettings {
        @XmlElement(name = "enabled") public boolean enabled = true;
        @XmlElement(name = "max_pong_delay_millis") public long maxPongDelayMillis;
        @XmlElement(name = "max_closing_wait_millis") public Long maxClosingWaitMillis;
        @XmlElement(name = "max_outbound_frame_size") public int maxOutboundFrameSize = 16_384;
    }

    /** {@code cross_domain_policy}. */
    @XmlAccessorType(XmlAccessType.FIELD)
    public static final class CrossDomainSettings {
        @XmlAttribute(name = "accept_extra_headers") public String acceptExtraHeaders;
        @XmlAttribute(name = "accept_credentials") public boolean acceptCredentials = true;
        @XmlAttribute(name = "options_max_age") public int optionsMaxAge = 3_600;
        @XmlElement(name = "allow_access_from") public List<Rule> rules = new ArrayList<>();

        /** {@code allow_access_from}. */
        @XmlAccessorType(XmlAccessType.FIELD)
        public static final class Rule {
            @XmlAttribute public String scheme;
            @XmlAttribute public String host;
            @XmlAttribute public String port;

            Rule() {
            }

            public Rule(String scheme, String host, String port) {
                this.scheme = scheme;
                this.host = host;
                this.port = port;
            }
        }
    }

    /** {@code no_logging_ip}. */
    @XmlAccessorType(XmlAccessType.FIELD)
    public static final class NoLoggingIp {
        @XmlElement(name = "ip_value") public List<String> addresses = new ArrayList<>();
    }

    /** {@code enable_expansion_for_adapters_config}. */
    @XmlAccessorType(XmlAccessType.FIELD)
    public static final class Expansion {
        @XmlValue public boolean enabled;
        @XmlAttribute(name = "env_prefix") public String envPrefix;
    }

    /** {@code content_length}. */
    @XmlAccessorType(XmlAccessType.FIELD)
    public static final class ContentLength {
        @XmlElement(name = "default") public int defaultBytes = 4_000_000;
        @XmlElement(name = "special_case") public List<SpecialCase> specialCases = new ArrayList<>();
    }

    /** {@code special_case} of {@code content_length}. */
    @XmlAccessorType(XmlAccessType.FIELD)
    public static final class SpecialCase {
        @XmlAttribute public int value;
        @XmlElement(name = "user_agent") public List<Condition> userAgents = new ArrayList<>();
    }

    /** A condition of a special case. */
    @XmlAccessorType(XmlAccessType.FIELD)
    public static final class Condition {
        @XmlAttribute public String contains;
    }

    /** A time that can be shortened at random. */
    @XmlAccessorType(XmlAccessType.FIELD)
    public static final class RandomMillis {
        @XmlValue public long millis;
        @XmlAttribute public boolean randomize;

        RandomMillis() {
        }

        public RandomMillis(long millis) {
            this.millis = millis;
        }
    }

    /** {@code sluice}: settings of our own. */
    @XmlAccessorType(XmlAccessType.FIELD)
    public static final class ClusterSettings {
        @XmlElement(name = "data_dir") public String dataDir = "../data";
        @XmlElement(name = "node_tag") public String nodeTag;
        @XmlElement(name = "replacement_window_millis") public long replacementWindowMillis = 60_000;
        @XmlElement(name = "refuse_websocket_on_create_only") public boolean refuseWebSocketOnCreateOnly;
        @XmlElement(name = "balancer_wait_millis") public long balancerWaitMillis = 5_000;
        @XmlElement(name = "drain_per_second") public double drainPerSecond = 10;
        @XmlElement(name = "drain_grace_millis") public long drainGraceMillis = 20_000;
        @XmlElement(name = "duration_spread_percent") public int durationSpreadPercent;
        @XmlElement(name = "readiness_max_queue") public int readinessMaxQueue = -1;
        @XmlElement(name = "bandwidth_control") public boolean bandwidthControl = true;
        @XmlElement(name = "probe_port") public int probePort;
        @XmlElement(name = "probe_interface") public String probeInterface = "127.0.0.1";
    }
}
