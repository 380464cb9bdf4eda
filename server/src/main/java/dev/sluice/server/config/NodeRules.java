package dev.sluice.server.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Relations between settings outside of the socket blocks, and the files they name. */
final class NodeRules {
    private static final String DIGITS = "[0-9]{1,15}";

    private final Problems problems;
    private final Path confDir;

    NodeRules(Problems problems, Path confDir) {
        this.problems = problems;
        this.confDir = confDir;
    }

    void check(ConfigNode root) {
        keepalive(root);
        pool(root, "server_pool");
        pool(root, "https_auth_pool");
        new CrossDomainRules(problems).check(root);
        urlPaths(root);
        mobilePush(root);
        management(root);
        differences(root);
        webServer(root);
        if ("N".equals(root.value("use_http_11", "Y"))) {
            problems.info(root.element("use_http_11"), "switches WebSocket off", "");
        }
        if (root.number("session_recovery_millis", 0) > 0 && root.number("max_recovery_length", 1) == 0) {
            ConfigNode length = root.element("max_recovery_length");
            problems.info(length, "keeps nothing to recover with, though session_recovery_millis="
                    + root.value("session_recovery_millis", ""), "recovery will fail whenever data was on its way");
        }
        mustExist(root.element("logback_properties"), true);
        mustExist(root.element("error_page"), false);
    }

    private void keepalive(ConfigNode root) {
        ConfigNode usual = root.element("default_keepalive_millis");
        ConfigNode min = root.element("min_keepalive_millis");
        ConfigNode max = root.element("max_keepalive_millis");
        if (usual == null || min == null || max == null) {
            return;
        }
        if (!above(min, max, usual, "lower min or raise max") && !above(min, usual, max, "lower min or raise default")) {
            above(usual, max, min, "lower default or raise max");
        }
    }

    private boolean above(ConfigNode low, ConfigNode high, ConfigNode third, String advice) {
        if (Long.parseLong(low.value) < Long.parseLong(high.value)) {
            return false;
        }
        problems.error(low, "is not below " + high.shown() + " (line " + high.line + "); " + third.shown(), advice);
        return true;
    }

    private void pool(ConfigNode root, String name) {
        ConfigNode size = root.element(name + "_max_size");
        ConfigNode free = root.element(name + "_max_free");
        boolean unlimited = size != null && size.value.equals("0");
        if (unlimited && free == null && child(root, name + "_max_free") == null) {
            problems.error(size, "means unlimited and needs " + name + "_max_free", "add " + name + "_max_free");
        }
        long most = size == null ? 1_000 : Long.parseLong(size.value);
        if (free != null && !unlimited && Long.parseLong(free.value) > most) {
            problems.error(free, "is above " + name + "_max_size=" + most, "lower free or raise size");
        }
    }

    private void urlPaths(ConfigNode root) {
        ConfigNode board = root.at("dashboard", "dashboard_url_path");
        if (board != null && (isBelow(board.value, "/lightstreamer") || isBelow("/lightstreamer", board.value))) {
            problems.warn(board, "lies across /lightstreamer and hides requests of clients", "choose another path");
        }
        for (ConfigNode prefix : root.elements("service_url_prefix")) {
            if (isBelow(prefix.value, "/lightstreamer")) {
                problems.warn(prefix, "lies below /lightstreamer, which is always served", "choose another path");
            }
        }
    }

    private static boolean isBelow(String path, String other) {
        return (path + "/").startsWith(other.endsWith("/") ? other : other + "/");
    }

    /** The block has no effect; where it is switched on, a mistake in it is told all the same. */
    private void mobilePush(ConfigNode root) {
        for (ConfigNode mpn : root.elements) {
            if (mpn.name.equals("mpn") && "Y".equalsIgnoreCase(text(mpn, "enabled", "N"))) {
                ConfigNode path = child(mpn, "apple_web_service_path");
                if (path != null && !path.value.startsWith("/")) {
                    problems.error(path, "does not start with /", "write /" + path.value);
                } else if (path != null && isBelow(path.value, "/lightstreamer")) {
                    problems.warn(path, "lies below /lightstreamer, which is always served", "choose another path");
                }
                ConfigNode timeout = child(mpn, "module_timeout_millis");
                String period = text(mpn, "module_check_period_millis", "5000");
                if (timeout != null && timeout.value.matches(DIGITS) && period.matches(DIGITS)
                        && Long.parseLong(timeout.value) <= Long.parseLong(period)) {
                    problems.warn(timeout, "is not above module_check_period_millis=" + period + ", which switches the module off",
                            "raise the timeout");
                }
            }
        }
    }

    private static ConfigNode child(ConfigNode block, String name) {
        return block.elements.stream().filter(e -> e.name.equals(name) && e.value != null).findFirst().orElse(null);
    }

    private static String text(ConfigNode block, String name, String otherwise) {
        ConfigNode found = child(block, name);
        return found == null ? otherwise : found.value;
    }

    private void management(ConfigNode root) {
        ConfigNode rmi = root.at("jmx", "rmi_connector");
        ConfigNode ensure = root.yes("ensure_stopping_service") ? root.element("ensure_stopping_service") : null;
        if (ensure != null && rmi == null) {
            problems.error(ensure, "needs jmx/rmi_connector", "add the connector or set it to N");
        }
        if (rmi != null) {
            new TlsRules(problems, confDir).check(rmi);
            if (ensure != null && "N".equals(rmi.value("test_ports", "Y"))) {
                problems.info(rmi.element("test_ports"), "is overruled by ensure_stopping_service=Y (line " + ensure.line
                        + "), the ports are tested", "");
            }
            if (!rmi.yes("public") && rmi.elements("user").isEmpty()) {
                String reason = "has public=N and no user, nobody can connect";
                if (ensure != null) {
                    problems.error(rmi, reason, "add a user or set ensure_stopping_service to N (line " + ensure.line + ")");
                } else {
                    problems.warn(rmi, reason, "add a user");
                }
            }
        }
        ConfigNode board = root.element("dashboard");
        if (board != null) {
            boolean somewhere = board.yes("available_on_all_servers") || !board.elements("available_on_server").isEmpty();
            if (!somewhere || !board.yes("public") && board.elements("user").isEmpty()) {
                problems.info(board, "is unreachable: " + (somewhere ? "public=N and no user" : "no socket serves it"), "");
            }
        }
    }

    private void differences(ConfigNode root) {
        ConfigNode order = root.element("default_diff_order");
        if (order != null) {
            for (String name : order.value.split(",", -1)) {
                if (!List.of("jsonpatch", "diff_match_patch").contains(name.strip())) {
                    problems.error(order, "\"" + name.strip() + "\" is not a known algorithm",
                            "list jsonpatch, diff_match_patch or both");
                }
            }
        }
        ConfigNode length = root.element("jsonpatch_min_length");
        if (length != null && !length.value.equals("none") && !length.value.matches("[0-9]{1,9}")) {
            problems.error(length, "is neither a number of characters nor none", "write digits only, or none");
        }
    }

    private void webServer(ConfigNode root) {
        ConfigNode web = root.element("web_server");
        if (web == null) {
            return;
        }
        for (String kind : List.of("flex_crossdomain", "silverlight_accesspolicy")) {
            if (web.yes(kind + "_enabled") && web.element(kind + "_path") == null) {
                ConfigNode enabled = web.element(kind + "_enabled");
                problems.error(enabled, "needs " + kind + "_path", "add the path or set it to N");
            } else if (web.yes(kind + "_enabled")) {
                mustExist(web.element(kind + "_path"), false);
            }
        }
        if (web.yes("enabled")) {
            mustExist(web.element("pages_dir"), false);
            mustExist(web.element("mime_types_config"), false);
        }
        mustExist(web.element("notfound_page"), false);
    }

    private void mustExist(ConfigNode node, boolean needed) {
        if (node == null) {
            return;
        }
        Path path = confDir.resolve(node.value).normalize();
        if (!Files.isReadable(path)) {
            String reason = "cannot be read (" + path + ")";
            if (needed) {
                problems.error(node, reason, "check the path and its permissions");
            } else {
                problems.warn(node, reason, "check the path and its permissions");
            }
        }
    }
}
