package dev.sluice.server.config;

import java.util.regex.Pattern;

/** Form of the {@code allow_access_from} rules. */
final class CrossDomainRules {
    private static final Pattern HOST_END = Pattern.compile("\\*(\\.[^.*]+){2,}");

    private final Problems problems;

    CrossDomainRules(Problems problems) {
        this.problems = problems;
    }

    void check(ConfigNode root) {
        ConfigNode policy = root.element("cross_domain_policy");
        if (policy == null) {
            return;
        }
        for (ConfigNode rule : policy.elements("allow_access_from")) {
            scheme(rule.attribute("scheme"));
            host(rule.attribute("host"));
            port(rule.attribute("port"));
        }
    }

    private void scheme(ConfigNode scheme) {
        if (scheme != null && !scheme.value.matches("\\*|[A-Za-z][A-Za-z0-9+.-]*")) {
            problems.error(scheme, "is not a scheme", "write http, https, another scheme or *");
        }
    }

    private void host(ConfigNode host) {
        if (host == null) {
            return;
        }
        String value = host.value;
        if (value.contains("*") && !value.equals("*") && !HOST_END.matcher(value).matches()) {
            problems.error(host, "a star stands alone or before at least a second-level domain",
                    "write * or a form like *.example.com");
        } else if (value.contains("/") || value.chars().anyMatch(Character::isWhitespace)) {
            problems.error(host, "is not a host", "write the host alone, without scheme and port");
        }
    }

    private void port(ConfigNode port) {
        if (port != null && !port.value.equals("*") && !(port.value.matches("[0-9]{1,5}") && Integer.parseInt(port.value) <= 65_535)) {
            problems.error(port, "is not a port", "write a number up to 65535, or *");
        }
    }
}
