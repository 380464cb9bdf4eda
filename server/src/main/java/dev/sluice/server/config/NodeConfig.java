package dev.sluice.server.config;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Everything a node is told by its configuration file, defaults filled in and paths made absolute.
 *
 * @param file               the configuration file, null when built by a test
 * @param sockets            listening sockets in file order, at least one
 * @param connections        limits of connections
 * @param crossDomain        foreign origins
 * @param streams            stream and poll responses
 * @param sessions           life of sessions
 * @param subscriptions      subscriptions and differences
 * @param adapters           adapter sets
 * @param logging            logging
 * @param webServer          static pages
 * @param pools              pools and queue limits
 * @param management         statistics, JMX, dashboard, health check
 * @param cluster            our own settings
 * @param serviceUrlPrefixes further bases of the service, each begins with a slash and does not end with one
 * @param envPrefix          prefix of environment variables in the file, null = none
 */
public record NodeConfig(Path file, List<SocketConfig> sockets, ConnectionConfig connections,
                         CrossDomainPolicy crossDomain, StreamConfig streams, SessionConfig sessions,
                         SubscriptionConfig subscriptions, AdaptersConfig adapters, LoggingConfig logging,
                         WebServerConfig webServer, PoolsConfig pools, ManagementConfig management,
                         ClusterConfig cluster, List<String> serviceUrlPrefixes, String envPrefix) {

    public NodeConfig {
        sockets = List.copyOf(sockets);
        serviceUrlPrefixes = List.copyOf(serviceUrlPrefixes);
    }

    /** The configuration with the values of the file we ship: one plain socket "Sluice HTTP Server" on port 8080. */
    public static NodeConfig defaults(Path confDir) {
        return defaults(confDir, settings -> { });
    }

    /** The configuration we ship after a change to its settings. */
    public static NodeConfig defaults(Path confDir, Consumer<ConfSettings> change) {
        ConfSettings settings = ConfSettings.shipped();
        change.accept(settings);
        return ConfigMapping.toConfig(settings, null, confDir.toAbsolutePath().normalize());
    }

    /** The socket of that name, or null. */
    public SocketConfig socket(String name) {
        return sockets.stream().filter(s -> s.name().equals(name)).findFirst().orElse(null);
    }
}
