package dev.sluice.server.transport;

import dev.sluice.server.config.CrossDomainPolicy;
import io.netty.util.NetUtil;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Decides which web pages may read our responses, and writes the headers that tell their browsers so. */
final class OriginPolicy {

    private static final Pattern HEADER_NAMES = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~, -]{1,1000}");

    private final CrossDomainPolicy policy;
    private final boolean open;
    private final String standardHeaders;

    OriginPolicy(CrossDomainPolicy policy) {
        this.policy = policy;
        this.open = policy.rules().stream().anyMatch(CrossDomainPolicy.Rule::acceptsAll);
        StringBuilder names = new StringBuilder("Content-Type");
        policy.acceptExtraHeaders().forEach(name -> names.append(", ").append(name));
        this.standardHeaders = names.toString();
    }

    /**
     * Whether pages of this origin may use the service.
     *
     * @param origin the Origin header, not null
     * @param secure the request came over TLS
     * @param host   the Host header, or null
     */
    boolean accepts(String origin, boolean secure, String host) {
        if (open || origin.equalsIgnoreCase((secure ? "https://" : "http://") + host)) {
            return true;
        }
        Parsed parsed = Parsed.of(origin);
        return parsed != null && policy.rules().stream().anyMatch(rule -> matches(rule, parsed));
    }

    /** Adds the headers of a response to an accepted origin. */
    void grant(StringBuilder head, String origin) {
        head.append("Access-Control-Allow-Origin: ").append(origin).append("\r\n");
        if (policy.acceptCredentials()) {
            head.append("Access-Control-Allow-Credentials: true\r\n");
        }
        head.append("Vary: Origin\r\n");
    }

    /**
     * Adds the further headers of the answer to a preflight request.
     *
     * @param asked the Access-Control-Request-Headers header, or null
     */
    void grantPreflight(StringBuilder head, String asked) {
        String names = open && asked != null && HEADER_NAMES.matcher(asked).matches() ? asked : standardHeaders;
        head.append("Access-Control-Allow-Methods: GET, POST, OPTIONS\r\nAccess-Control-Allow-Headers: ").append(names)
                .append("\r\nAccess-Control-Max-Age: ").append(policy.optionsMaxAgeSeconds()).append("\r\n");
    }

    private static boolean matches(CrossDomainPolicy.Rule rule, Parsed origin) {
        boolean schemeFits = rule.scheme().equals("*") ? List.of("http", "https").contains(origin.scheme)
                : rule.scheme().equals(origin.scheme);
        return schemeFits && hostFits(rule.host(), origin.host)
                && (rule.port().equals("*") || rule.port().equals(origin.port));
    }

    private static boolean hostFits(String wanted, String host) {
        if (wanted.equals("*")) {
            return true;
        }
        if (wanted.startsWith("*.")) {
            return host.endsWith(wanted.substring(1));
        }
        if (wanted.indexOf(':') >= 0) {
            byte[] left = NetUtil.createByteArrayFromIpAddressString(wanted);
            byte[] right = NetUtil.createByteArrayFromIpAddressString(host);
            return left != null && Arrays.equals(left, right);
        }
        return wanted.equals(host);
    }

    private record Parsed(String scheme, String host, String port) {

        static Parsed of(String origin) {
            String text = origin.toLowerCase(Locale.ROOT);
            int colon = text.indexOf("://");
            if (colon <= 0) {
                return null;
            }
            String scheme = text.substring(0, colon);
            String rest = text.substring(colon + 3);
            int portAt = rest.lastIndexOf(':');
            if (portAt <= rest.lastIndexOf(']')) {
                portAt = -1;
            }
            String host = portAt < 0 ? rest : rest.substring(0, portAt);
            String port = portAt < 0 ? scheme.equals("https") ? "443" : "80" : rest.substring(portAt + 1);
            if (host.startsWith("[") && host.endsWith("]")) {
                host = host.substring(1, host.length() - 1);
            }
            return host.isEmpty() ? null : new Parsed(scheme, host, port);
        }
    }
}
