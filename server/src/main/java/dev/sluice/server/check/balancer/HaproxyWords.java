package dev.sluice.server.check.balancer;

import dev.sluice.server.check.balancer.HaproxyFile.Line;
import java.util.Set;

/** Directives of HAProxy that are read, or of which is known that they do not matter to sessions. */
final class HaproxyWords {
    private static final Set<String> READ = Set.of("mode", "bind", "server", "default-server", "balance", "cookie", "stick-table", "stick",
            "ignore-persist", "timeout", "use_backend", "default_backend", "acl", "hash-type", "hash-balance-factor");
    private static final Set<String> WITHOUT_MEANING = Set.of("log", "log-format", "log-format-sd", "log-tag", "unique-id-format", "unique-id-header",
            "maxconn", "fullconn", "description", "stats", "errorfile", "errorfiles", "errorloc", "errorloc302", "errorloc303", "capture",
            "declare", "retries", "retry-on", "id", "monitor", "monitor-uri", "monitor-net", "rate-limit", "backlog", "email-alert", "enabled",
            "guid", "external-check", "persist", "redirect", "load-server-state-from-file", "server-state-file-name", "max-keep-alive-queue",
            "error-log-format", "clitcpka-cnt", "clitcpka-idle", "clitcpka-intvl", "srvtcpka-cnt", "srvtcpka-idle", "srvtcpka-intvl");
    private static final Set<String> OPTIONS = Set.of("forwardfor", "httpchk", "http-no-delay", "tcp-check", "ssl-hello-chk", "redispatch",
            "httplog", "tcplog", "logasap", "dontlognull", "dontlog-normal", "log-separate-errors", "log-health-checks", "http-server-close",
            "http-keep-alive", "httpclose", "prefer-last-server", "clitcpka", "srvtcpka", "tcpka", "splice-auto", "splice-request",
            "splice-response", "http-buffer-request", "abortonclose", "http-ignore-probes", "independent-streams", "nolinger",
            "socket-stats", "tcp-smart-accept", "tcp-smart-connect", "contstats", "allbackups", "checkcache", "forwarded", "originalto",
            "httpslog", "http-use-htx", "idle-close-on-response", "http-pretend-keepalive", "accept-invalid-http-request",
            "accept-invalid-http-response", "h1-case-adjust-bogus-client", "h1-case-adjust-bogus-server", "disable-h2-upgrade", "persist",
            "log-forward", "spop-check", "external-check", "mysql-check", "pgsql-check", "redis-check", "smtpchk", "ldap-check");
    private static final Set<String> HTTP_ACTIONS = Set.of("set-header", "add-header", "del-header", "replace-header", "deny", "reject", "return",
            "redirect", "tarpit", "silent-drop", "allow", "auth", "capture", "set-log-level", "set-var", "unset-var", "set-nice", "set-tos",
            "set-mark", "track-sc0", "track-sc1", "track-sc2", "sc-inc-gpc0", "sc-inc-gpc1", "normalize-uri", "early-hint", "strict-mode");

    private HaproxyWords() {
    }

    static boolean known(Line line) {
        boolean off = line.begins("no");
        String first = line.word(off ? 1 : 0);
        String second = line.word(off ? 2 : 1);
        return switch (first) {
            case "option" -> OPTIONS.contains(second);
            case "http-request" -> HTTP_ACTIONS.contains(second.replaceAll("\\(.*", ""));
            case "http-response", "http-after-response", "http-error" -> !second.startsWith("wait-") && !second.equals("lua");
            case "tcp-request" -> Set.of("inspect-delay", "content", "connection", "session").contains(second) && !line.words().contains("use-service");
            case "http-check", "tcp-check" -> !second.isEmpty();
            default -> READ.contains(first) || WITHOUT_MEANING.contains(first);
        };
    }
}
