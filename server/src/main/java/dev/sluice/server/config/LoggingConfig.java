package dev.sluice.server.config;

import java.nio.file.Path;
import java.util.Set;

/**
 * Logging.
 *
 * @param logbackFile     Logback configuration, watched while running
 * @param silentAddresses client addresses whose activity is not logged ({@code no_logging_ip})
 * @param showPassword    do not mask LS_password in the request log
 */
public record LoggingConfig(Path logbackFile, Set<String> silentAddresses, boolean showPassword) {

    public LoggingConfig {
        silentAddresses = Set.copyOf(silentAddresses);
    }
}
