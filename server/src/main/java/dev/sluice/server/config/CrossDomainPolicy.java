package dev.sluice.server.config;

import java.util.List;

/**
 * Origins whose pages may read responses ({@code cross_domain_policy}).
 *
 * @param acceptExtraHeaders   request headers granted in preflight answers beside the standard ones
 * @param acceptCredentials    whether credentials are granted
 * @param optionsMaxAgeSeconds life of a preflight answer
 * @param rules                empty = no foreign origin matches
 */
public record CrossDomainPolicy(List<String> acceptExtraHeaders, boolean acceptCredentials, int optionsMaxAgeSeconds,
                                List<Rule> rules) {

    public CrossDomainPolicy {
        acceptExtraHeaders = List.copyOf(acceptExtraHeaders);
        rules = List.copyOf(rules);
    }

    /**
     * One {@code allow_access_from}.
     *
     * @param scheme lower case, or {@code *}
     * @param host   lower case name, {@code *.second.level}, IP literal without brackets, or {@code *}
     * @param port   number, or {@code *}
     */
    public record Rule(String scheme, String host, String port) {

        /** Whether the rule accepts any Origin value at all. */
        public boolean acceptsAll() {
            return scheme.equals("*") && host.equals("*") && port.equals("*");
        }
    }
}
