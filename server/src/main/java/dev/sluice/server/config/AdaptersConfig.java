package dev.sluice.server.config;

import java.nio.file.Path;

/**
 * Where adapter sets are.
 *
 * @param dir       its subdirectories hold an adapters.xml each
 * @param sharedDir classes/ and lib/ shared by all adapters
 * @param expansion whether variables are expanded in adapters.xml
 * @param envPrefix prefix of environment variables in adapters.xml, null = none
 * @param unexpectedWaitThresholdMillis warn when one adapter call takes longer
 * @param asyncProcessingThresholdMillis warn when an asynchronous task takes longer
 */
public record AdaptersConfig(Path dir, Path sharedDir, boolean expansion, String envPrefix,
                             long unexpectedWaitThresholdMillis, long asyncProcessingThresholdMillis) {
}
