package dev.sluice.server.check.balancer;

import java.util.Locale;

/**
 * An address with its port as balancers write it: {@code 10.0.0.1:81}, {@code [::1]:81}, {@code *:81}, {@code :81}, {@code name}.
 *
 * @param host lower case, {@code *} = any
 * @param port 0 = none written
 */
record HostAndPort(String host, int port) {

    /** The address of a text; null when it is none: a path, a variable, a range of ports. */
    static HostAndPort of(String text) {
        String rest = text.replaceFirst("^(ipv4|ipv6|tcp|tcp4|tcp6)@", "");
        if (rest.isEmpty() || rest.contains("/") || rest.contains("@") || rest.contains("$")) {
            return null;
        }
        String host = rest;
        String port = "";
        int colon = rest.lastIndexOf(':');
        if (rest.startsWith("[")) {
            int end = rest.indexOf(']');
            if (end < 0) {
                return null;
            }
            host = rest.substring(1, end);
            port = rest.startsWith(":", end + 1) ? rest.substring(end + 2) : "";
        } else if (colon >= 0) {
            host = rest.substring(0, colon);
            port = rest.substring(colon + 1);
        }
        if (!port.isEmpty() && (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65_535)) {
            return null;
        }
        host = host.toLowerCase(Locale.ROOT);
        boolean any = host.isEmpty() || host.equals("0.0.0.0") || host.equals("::");
        return host.matches("[0-9a-z._:*-]*") ? new HostAndPort(any ? "*" : host, port.isEmpty() ? 0 : Integer.parseInt(port)) : null;
    }
}
