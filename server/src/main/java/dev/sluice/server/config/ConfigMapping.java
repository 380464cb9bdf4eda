package dev.sluice.server.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Settings as written to the typed model: paths made absolute, values that follow from others filled in. */
final class ConfigMapping {

    /**
     * Bytes of sent data kept for recovery unless said otherwise. With as little as {@code sendbuf}, the original's default, hardly
     * a recovery finds what is lost between the socket buffers of both ends.
     */
    private static final int RECOVERY_BYTES = 1 << 20;
    private final ConfSettings s;
    private final Path confDir;

    private ConfigMapping(ConfSettings settings, Path confDir) {
        this.s = settings;
        this.confDir = confDir;
    }

    /** The model; settings must be valid. */
    static NodeConfig toConfig(ConfSettings settings, Path file, Path confDir) {
        return new ConfigMapping(settings, confDir).config(file);
    }

    private NodeConfig config(Path file) {
        var sessions = new SessionConfig(s.sessionTimeoutMillis, s.sessionRecoveryMillis,
                s.maxRecoveryLength == null ? Math.max(RECOVERY_BYTES, s.sendbuf) : s.maxRecoveryLength, s.maxRecoveryPollLength,
                s.missingMessageTimeoutMillis, s.controlLinkAddress, Math.max(0, s.maxSessionDurationMinutes),
                s.maxSessions, s.sluice.bandwidthControl);
        var subscriptions = new SubscriptionConfig(s.maxBufferSize,
                s.subscriptionTimeoutMillis == null ? s.sessionTimeoutMillis : s.subscriptionTimeoutMillis,
                s.deltaDelivery, diffOrder(),
                s.jsonpatchMinLength.equals("none") ? 0 : Integer.parseInt(s.jsonpatchMinLength),
                s.preserveUnfilteredCommandOrdering);
        var adapters = new AdaptersConfig(path(s.adaptersDir), path(s.sharedDir), s.expansionForAdapters.enabled,
                s.expansionForAdapters.envPrefix, s.unexpectedWaitThresholdMillis, s.asyncProcessingThresholdMillis);
        var logging = new LoggingConfig(path(s.logbackProperties), Set.copyOf(s.noLoggingIp.addresses),
                s.showPasswordOnRequestLog);
        var own = s.sluice;
        var cluster = new ClusterConfig(path(own.dataDir), own.nodeTag,
                Math.max(own.replacementWindowMillis, s.sessionTimeoutMillis + s.sessionRecoveryMillis),
                own.refuseWebSocketOnCreateOnly, own.balancerWaitMillis, own.drainPerSecond, own.drainGraceMillis,
                own.durationSpreadPercent, own.readinessMaxQueue,
                own.probePort == 0 ? null : new ClusterConfig.ProbeSocket(own.probeInterface, own.probePort));
        List<String> prefixes = s.serviceUrlPrefixes.stream().map(p -> p.replaceAll("/+$", ""))
                .filter(p -> !p.isEmpty()).distinct().toList();
        return new NodeConfig(file, sockets(), connections(), crossDomain(), streams(), sessions, subscriptions,
                adapters, logging, webServer(), pools(), management(), cluster, prefixes, s.envPrefix);
    }

    private List<SocketConfig> sockets() {
        List<SocketConfig> sockets = new ArrayList<>();
        s.httpServers.forEach(socket -> sockets.add(socket(socket, null)));
        s.httpsServers.forEach(socket -> sockets.add(socket(socket, tls(socket))));
        sockets.sort(Comparator.comparingInt(SocketConfig::line));
        return sockets;
    }

    private SocketConfig socket(SocketSettings socket, TlsConfig tls) {
        var clients = socket.clientIdentification;
        return new SocketConfig(socket.name, socket.port, socket.backlog, socket.portType, socket.listeningInterface,
                responseHeaders(socket.responseHttpHeaders),
                new SocketConfig.ClientIdentification(clients.privateAddress, clients.proxyProtocolEnabled,
                        clients.proxyProtocolTimeoutMillis, clients.skipLocalForwards, clients.logForwards),
                tls, socket.place == null ? 0 : socket.place.getLineNumber());
    }

    private static List<SocketConfig.ResponseHeader> responseHeaders(SocketSettings.ResponseHeaders headers) {
        List<SocketConfig.ResponseHeader> lines = new ArrayList<>();
        headers.echoes.forEach(h -> lines.add(new SocketConfig.ResponseHeader(headerName(h.name), null)));
        headers.additions.forEach(h -> lines.add(new SocketConfig.ResponseHeader(headerName(h.name), h.value)));
        return lines;
    }

    private static String headerName(String written) {
        String name = written.strip();
        return (name.endsWith(":") ? name.substring(0, name.length() - 1).strip() : name).toLowerCase(Locale.ROOT);
    }

    private TlsConfig tls(SocketSettings socket) {
        var auth = socket.forceClientAuth ? TlsConfig.ClientAuth.REQUIRED
                : socket.useClientAuth ? TlsConfig.ClientAuth.REQUEST : TlsConfig.ClientAuth.NONE;
        var resumption = socket.statelessTlsSessionResumption == null ? YesNoAuto.AUTO
                : socket.statelessTlsSessionResumption ? YesNoAuto.Y : YesNoAuto.N;
        return new TlsConfig(socket.tlsProvider, store(socket.keystore), store(socket.truststore),
                new TlsConfig.TlsSuites(socket.allowCipherSuites, socket.removeCipherSuites, socket.allowProtocols,
                        socket.removeProtocols, preference(socket.preference)),
                socket.disableTlsRenegotiation, resumption, socket.tlsSessionCacheSize, socket.tlsSessionTimeout,
                socket.clientHintsForTlsSessionResumption, auth);
    }

    private static TlsConfig.SuitePreference preference(SocketSettings.Preference preference) {
        if (!preference.enforced) {
            return TlsConfig.SuitePreference.CLIENT;
        }
        return preference.order.equals("config") ? TlsConfig.SuitePreference.CONFIG : TlsConfig.SuitePreference.PROVIDER;
    }

    private KeystoreConfig store(SocketSettings.StoreSettings store) {
        if (store == null) {
            return null;
        }
        KeystoreConfig.Password password = store.password == null ? null
                : store.password.type.equals("file") ? new KeystoreConfig.Password(null, path(store.password.value))
                : new KeystoreConfig.Password(store.password.value, null);
        return new KeystoreConfig(store.type, path(store.file), password);
    }

    private ConnectionConfig connections() {
        var ws = s.websocket;
        return new ConnectionConfig(s.readTimeoutMillis, s.handshakeTimeoutMillis, s.writeTimeoutMillis, s.requestLimit,
                s.useHttp11, s.forwardCookies, s.serverTokens == ConfSettings.ServerTokens.FULL, s.sendbuf,
                new ConnectionConfig.WebSocketConfig(ws.enabled && s.useHttp11 != YesNoAuto.N, ws.maxPongDelayMillis,
                        ws.maxClosingWaitMillis == null ? s.readTimeoutMillis : ws.maxClosingWaitMillis,
                        ws.maxOutboundFrameSize));
    }

    private CrossDomainPolicy crossDomain() {
        var policy = s.crossDomainPolicy;
        return new CrossDomainPolicy(words(policy.acceptExtraHeaders), policy.acceptCredentials, policy.optionsMaxAge,
                policy.rules.stream().map(r -> new CrossDomainPolicy.Rule(r.scheme.toLowerCase(Locale.ROOT),
                        r.host.toLowerCase(Locale.ROOT).replaceAll("^\\[|]$", ""), r.port)).toList());
    }

    private StreamConfig streams() {
        var length = new StreamConfig.ContentLength(s.contentLength.defaultBytes,
                s.contentLength.specialCases.stream().map(c -> new StreamConfig.SpecialCase(c.value,
                        c.userAgents.stream().map(u -> u.contains).toList())).toList());
        return new StreamConfig(length, s.maxStreamingMillis, s.useChunkedEncoding, s.useCompression,
                s.compressionThreshold, s.useEnrichedContentType, s.maxDelayMillis,
                new StreamConfig.Keepalive(s.defaultKeepaliveMillis.millis, s.minKeepaliveMillis, s.maxKeepaliveMillis,
                        s.defaultKeepaliveMillis.randomize),
                new StreamConfig.Polling(s.maxPollingMillis, s.maxIdleMillis.millis, s.maxIdleMillis.randomize,
                        s.minInterpollMillis));
    }

    private List<SubscriptionConfig.DiffAlgorithm> diffOrder() {
        return words(s.defaultDiffOrder).stream()
                .map(name -> SubscriptionConfig.DiffAlgorithm.valueOf(name.toUpperCase(Locale.ROOT))).distinct().toList();
    }

    private WebServerConfig webServer() {
        var web = s.webServer;
        return new WebServerConfig(web.enabled, path(web.pagesDir), web.persistencyMinutes, path(web.mimeTypesConfig),
                path(web.notfoundPage), path(s.errorPage), web.compressionThreshold, web.useCompression.byDefault,
                web.useCompression.specialCases.stream().map(c -> new WebServerConfig.CompressSpecialCase(
                        c.value, c.contentTypes.stream().map(t -> t.contains).toList())).toList(),
                web.flexCrossdomainEnabled ? path(web.flexCrossdomainPath) : null,
                web.silverlightAccesspolicyEnabled ? path(web.silverlightAccesspolicyPath) : null);
    }

    private PoolsConfig pools() {
        int cores = Runtime.getRuntime().availableProcessors();
        return new PoolsConfig(or(s.selectorPoolSize, 0), or(s.eventsPoolSize, cores),
                or(s.snapshotPoolSize, Math.max(cores, 10)), or(s.pumpPoolSize, cores), s.pumpPoolMaxQueue,
                pool(s.serverPoolMaxSize, s.serverPoolMaxFree, s.serverPoolMaxQueue),
                or(s.acceptPoolMaxSize, cores), s.acceptPoolMaxQueue,
                or(s.handshakePoolSize, Math.max(1, cores / 2)), s.handshakePoolMaxQueue,
                pool(s.httpsAuthPoolMaxSize, s.httpsAuthPoolMaxFree, s.httpsAuthPoolMaxQueue),
                s.prestartedMaxQueue, s.maxTaskWaitMillis, s.maxCommonNioBufferAllocation);
    }

    private static PoolsConfig.Pool pool(Integer maxSize, Integer maxFree, int maxQueue) {
        int size = or(maxSize, 1_000);
        int free = maxFree != null ? maxFree : maxSize == null ? 10 : size;
        return new PoolsConfig.Pool(size, free, maxQueue);
    }

    private ManagementConfig management() {
        var mbeans = switch (s.jmx.disableSessionMBeans) {
            case "N" -> ManagementConfig.SessionMBeans.FULL;
            case "sampled_statistics_only" -> ManagementConfig.SessionMBeans.WITHOUT_SAMPLES;
            default -> ManagementConfig.SessionMBeans.NONE;
        };
        var board = s.dashboard;
        var dashboard = new ManagementConfig.Dashboard(board.jmxTreeEnabled, board.openToAll, users(board.users),
                choice(board.availableOnAllServers, board.availableOnServers),
                board.availableOnServers.stream().filter(a -> !a.jmxTreeVisible).map(a -> a.name)
                        .collect(Collectors.toSet()),
                board.dashboardUrlPath, board.enableHostnameLookup);
        return new ManagementConfig(s.collectorMillis, rmiConnector(s.jmx.rmiConnector),
                s.jmx.jmxmpConnector == null ? 0 : s.jmx.jmxmpConnector.port, mbeans,
                !s.jmx.disableLongListProperties, s.ensureStoppingService, dashboard,
                choice(s.healthcheck.availableOnAllServers, s.healthcheck.availableOnServers));
    }

    private ManagementConfig.RmiConnector rmiConnector(ManagementSettings.RmiConnector rmi) {
        if (rmi == null) {
            return null;
        }
        boolean ssl = Boolean.TRUE.equals(rmi.port.ssl);
        boolean dataSsl = rmi.dataPort == null || rmi.dataPort.ssl == null ? ssl : rmi.dataPort.ssl;
        return new ManagementConfig.RmiConnector(rmi.port.port, ssl,
                rmi.dataPort == null ? rmi.port.port : rmi.dataPort.port, dataSsl, rmi.hostname,
                rmi.testPorts || s.ensureStoppingService, rmi.testTimeoutMillis, rmi.listeningInterface,
                store(rmi.keystore), new TlsConfig.TlsSuites(rmi.allowCipherSuites, rmi.removeCipherSuites,
                        rmi.allowProtocols, rmi.removeProtocols, preference(rmi.preference)),
                rmi.openToAll, users(rmi.users));
    }

    private static List<ManagementConfig.User> users(List<ManagementSettings.User> users) {
        return users.stream().map(u -> new ManagementConfig.User(u.id, u.password, u.jmxTreeVisible)).toList();
    }

    private static ManagementConfig.SocketChoice choice(boolean all, List<ManagementSettings.ServerName> names) {
        return new ManagementConfig.SocketChoice(all, names.stream().map(n -> n.name).collect(Collectors.toSet()));
    }

    private Path path(String written) {
        return written == null ? null : confDir.resolve(written).normalize();
    }

    private static int or(Integer value, int otherwise) {
        return value == null ? otherwise : value;
    }

    private static List<String> words(String list) {
        return list == null ? List.of()
                : Arrays.stream(list.split(",")).map(String::strip).filter(word -> !word.isEmpty()).toList();
    }
}
