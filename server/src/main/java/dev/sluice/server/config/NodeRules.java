package dev.sluice.server.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Relations between settings outside of the socket blocks, and the files they name. */
final class NodeRules {
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
        management(root);
        differences(root);
        webServer(root);
        if ("N".equals(root.value("use_http_11", "Y"))) {
            problems.info(root.element("use_http_11"), "use_http_11=N: WebSocket is off", "");
        }
        if (root.number("session_recovery_millis", 0) > 0 && root.number("max_recovery_length", 1) == 0) {
            ConfigNode length = root.element("max_recovery_length");
            problems.info(length, length.shown() + " with session_recovery_millis=" + root.value("session_recovery_millis", ""),
                    "recovery will fail whenever data was on its way");
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
        problems.error(low, low.shown() + " >= " + high.shown() + " (line " + high.line + "), " + third.shown(), advice);
        return true;
    }

    private void pool(ConfigNode root, String name) {
        ConfigNode size = root.element(name + "_max_size");
        ConfigNode free = root.element(name + "_max_free");
        boolean unlimited = size != null && size.value.equals("0");
        if (unlimited && free == null && !written(root, name + "_max_free")) {
            problems.error(size, size.shown() + " (unlimited) without " + name + "_max_free", "add " + name + "_max_free");
        }
        long most = size == null ? 1_000 : Long.parseLong(size.value);
        if (free != null && !unlimited && Long.parseLong(free.value) > most) {
            problems.error(free, free.shown() + " > " + name + "_max_size=" + most, "lower free or raise size");
        }
    }

    private static boolean written(ConfigNode root, String name) {
        return root.elements.stream().anyMatch(e -> e.name.equals(name) && e.value != null);
    }

    private void urlPaths(ConfigNode root) {
        ConfigNode board = root.at("dashboard", "dashboard_url_path");
        if (board != null && (board.value + "/").startsWith("/lightstreamer/")) {
            problems.warn(board, board.shown() + " lies below /lightstreamer and hides requests of clients", "choose another path");
        }
        for (ConfigNode prefix : root.elements("service_url_prefix")) {
            if ((prefix.value + "/").startsWith("/lightstreamer/")) {
                problems.warn(prefix, prefix.shown() + " lies below /lightstreamer, which is always served", "choose another path");
            }
        }
    }

    private void management(ConfigNode root) {
        ConfigNode rmi = root.at("jmx", "rmi_connector");
        ConfigNode ensure = root.yes("ensure_stopping_service") ? root.element("ensure_stopping_service") : null;
        if (ensure != null && rmi == null) {
            problems.error(ensure, ensure.shown() + " without jmx/rmi_connector", "add the connector or set it to N");
        }
        if (rmi != null) {
            new TlsRules(problems, confDir).check(rmi);
            if (!rmi.yes("public") && rmi.elements("user").isEmpty()) {
                String reason = rmi.path() + " has public=N and no user, nobody can connect";
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
                problems.info(board, "dashboard unreachable: " + (somewhere ? "public=N and no user" : "no socket serves it"), "");
            }
        }
    }

    private void differences(ConfigNode root) {
        ConfigNode order = root.element("default_diff_order");
        if (order != null) {
            for (String name : order.value.split(",", -1)) {
                if (!List.of("jsonpatch", "diff_match_patch").contains(name.strip())) {
                    problems.error(order, order.shown() + ": \"" + name.strip() + "\" is not a known algorithm",
                            "list jsonpatch, diff_match_patch or both");
                }
            }
        }
        ConfigNode length = root.element("jsonpatch_min_length");
        if (length != null && !length.value.equals("none") && !length.value.matches("[0-9]{1,9}")) {
            problems.error(length, length.shown() + " is neither a number of characters nor none", "write digits only, or none");
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
                problems.error(enabled, enabled.shown() + " without " + kind + "_path", "add the path or set it to N");
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
            String reason = node.shown() + " cannot be read (" + path + ")";
            if (needed) {
                problems.error(node, reason, "check the path and its permissions");
            } else {
                problems.warn(node, reason, "check the path and its permissions");
            }
        }
    }
}
