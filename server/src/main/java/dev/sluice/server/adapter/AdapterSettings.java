package dev.sluice.server.adapter;

/**
 * What adapter sets need to know of the node's configuration.
 *
 * @param expansion              {@code enable_expansion_for_adapters_config}: {@code $name} values are replaced
 * @param envPrefix              names with this prefix are environment variables; null when not set
 * @param forwardCookies         {@code forward_cookies}: adapters see the {@code cookie} header
 * @param unexpectedWaitMillis   {@code unexpected_wait_threshold_millis}: a longer call is reported; 0 = never
 * @param serverPoolMaxSize      {@code server_pool_max_size}: threads for calls without a pool of their own; 0 = unlimited
 * @param serverPoolMaxFree      {@code server_pool_max_free}: idle threads kept of those
 */
public record AdapterSettings(boolean expansion, String envPrefix, boolean forwardCookies, long unexpectedWaitMillis,
                              int serverPoolMaxSize, int serverPoolMaxFree) {

    /** What an empty configuration file means. */
    public static final AdapterSettings DEFAULT = new AdapterSettings(false, null, false, 1000, 1000, 10);
}
