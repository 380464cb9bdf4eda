package dev.sluice.server.config;

import java.util.List;

/**
 * TLS of one {@code https_server}.
 *
 * @param provider                 security provider, null = JVM order
 * @param keystore                 certificate and key; its first key entry is the one shown
 * @param truststore               further accepted client certificates, null = none
 * @param suites                   cipher suites and protocols
 * @param rejectRenegotiation      {@code disable_TLS_renegotiation}
 * @param statelessResumption      tickets (Y), server-side cache (N), provider's choice (AUTO)
 * @param sessionCacheSize         entries, 0 = unlimited, -1 = provider's choice
 * @param sessionTimeoutSeconds    0 = unlimited, -1 = provider's choice
 * @param clientHintsForResumption tell the provider the peer address
 * @param clientAuth               what is asked of clients
 */
public record TlsConfig(String provider, KeystoreConfig keystore, KeystoreConfig truststore, TlsSuites suites,
                        boolean rejectRenegotiation, YesNoAuto statelessResumption, int sessionCacheSize,
                        int sessionTimeoutSeconds, boolean clientHintsForResumption, ClientAuth clientAuth) {

    /** The same with another certificate and key. */
    public TlsConfig showing(KeystoreConfig other) {
        return new TlsConfig(provider, other, truststore, suites, rejectRenegotiation, statelessResumption, sessionCacheSize,
                sessionTimeoutSeconds, clientHintsForResumption, clientAuth);
    }

    /** Client certificates: not asked for, asked for, demanded. */
    public enum ClientAuth { NONE, REQUEST, REQUIRED }

    /** Which order of suites decides: the client's, the provider's, or that of {@code allow_cipher_suite}. */
    public enum SuitePreference { CLIENT, PROVIDER, CONFIG }

    /**
     * Which suites and protocols are offered; of each pair of lists at most one is filled.
     *
     * @param allowedSuites    exact names among the supported ones, in order of preference
     * @param removedSuites    patterns searched in the enabled names
     * @param allowedProtocols exact names among the supported ones
     * @param removedProtocols patterns searched in the enabled names
     * @param preference       whose order decides
     */
    public record TlsSuites(List<String> allowedSuites, List<String> removedSuites, List<String> allowedProtocols,
                            List<String> removedProtocols, SuitePreference preference) {

        public TlsSuites {
            allowedSuites = List.copyOf(allowedSuites);
            removedSuites = List.copyOf(removedSuites);
            allowedProtocols = List.copyOf(allowedProtocols);
            removedProtocols = List.copyOf(removedProtocols);
        }

        /** The suites to offer, given what the provider supports and enables, each list in the provider's order. */
        public List<String> chooseSuites(List<String> supported, List<String> enabled) {
            List<String> chosen = choose(allowedSuites, removedSuites, supported, enabled);
            return preference == SuitePreference.PROVIDER ? supported.stream().filter(chosen::contains).toList() : chosen;
        }

        /** The protocols to offer, given what the provider supports and enables. */
        public List<String> chooseProtocols(List<String> supported, List<String> enabled) {
            return choose(allowedProtocols, removedProtocols, supported, enabled);
        }

        private static List<String> choose(List<String> allow, List<String> remove, List<String> supported,
                                           List<String> enabled) {
            if (!allow.isEmpty()) {
                return allow.stream().filter(supported::contains).distinct().toList();
            }
            var patterns = remove.stream().map(java.util.regex.Pattern::compile).toList();
            return enabled.stream().filter(name -> patterns.stream().noneMatch(p -> p.matcher(name).find())).toList();
        }
    }
}
