package dev.sluice.server.check;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/**
 * The host names and addresses a certificate is for: those of its subject alternative names, or where there are none the
 * common name of its subject (RFC 6125, 6.4.4).
 *
 * @param names lower case, a star may stand for the first label
 */
record CertificateNames(List<String> names) {
    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;

    static CertificateNames of(X509Certificate certificate) {
        List<String> names = new ArrayList<>();
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            for (List<?> name : alternatives == null ? List.<List<?>>of() : alternatives) {
                if (name.get(0).equals(DNS_NAME) || name.get(0).equals(IP_ADDRESS)) {
                    names.add(name.get(1).toString().toLowerCase(Locale.ROOT));
                }
            }
            if (names.isEmpty()) {
                for (Rdn part : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
                    if (part.getType().equalsIgnoreCase("CN")) {
                        names.add(part.getValue().toString().toLowerCase(Locale.ROOT));
                    }
                }
            }
        } catch (CertificateParsingException | InvalidNameException e) {
            return new CertificateNames(List.of());
        }
        return new CertificateNames(List.copyOf(names));
    }

    /** The host of an address that may have a scheme, a port, or brackets. */
    static String host(String address) {
        String rest = address.strip().replaceFirst("^[A-Za-z][A-Za-z0-9+.-]*://", "").replaceFirst("/.*$", "");
        if (rest.startsWith("[")) {
            return rest.substring(1, rest.indexOf(']') < 0 ? rest.length() : rest.indexOf(']')).toLowerCase(Locale.ROOT);
        }
        boolean plainAddress6 = rest.indexOf(':') != rest.lastIndexOf(':');
        return (plainAddress6 ? rest : rest.replaceFirst(":.*$", "")).toLowerCase(Locale.ROOT);
    }

    /** Whether a client that asked for this host accepts the certificate. */
    boolean cover(String host) {
        String behindFirstLabel = host.contains(".") ? host.substring(host.indexOf('.')) : null;
        return names.stream().anyMatch(name -> name.equals(host)
                || name.startsWith("*.") && !isAddress(host) && name.substring(1).equals(behindFirstLabel)
                || sameAddress6(name, host));
    }

    private static boolean isAddress(String host) {
        return host.matches("[0-9.]+") || host.contains(":");
    }

    private static boolean sameAddress6(String name, String host) {
        return name.contains(":") && host.matches("[0-9a-f:.]+") && host.contains(":") && expanded(name).equals(expanded(host));
    }

    /** The eight groups of an IPv6 address without leading zeros. */
    private static List<String> expanded(String address) {
        String[] halves = address.split("::", -1);
        List<String> groups = new ArrayList<>(groups(halves[0]));
        if (halves.length > 1) {
            List<String> tail = groups(halves[1]);
            while (groups.size() + tail.size() < 8) {
                groups.add("0");
            }
            groups.addAll(tail);
        }
        return groups;
    }

    private static List<String> groups(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(":")).stream().map(g -> g.replaceFirst("^0+(?=.)", "")).toList();
    }

    @Override
    public String toString() {
        return names.isEmpty() ? "no host name" : String.join(", ", names);
    }
}
