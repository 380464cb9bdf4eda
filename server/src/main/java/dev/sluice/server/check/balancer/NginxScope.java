package dev.sluice.server.check.balancer;

import dev.sluice.server.check.balancer.NginxFile.Directive;
import dev.sluice.server.check.balancer.Route.Buffering;
import dev.sluice.server.check.balancer.Route.Buffering.Held;
import dev.sluice.server.check.balancer.Route.Forwards;
import dev.sluice.server.check.balancer.Route.Limit;
import dev.sluice.server.check.balancer.Route.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A block of nginx with the blocks around it, from which it takes what it does not say itself. */
record NginxScope(Directive block, NginxScope around) {
    private static final Place NOWHERE = new Place("", 0);
    private static final Set<String> KNOWN = Set.of("listen", "server_name", "location", "proxy_pass", "proxy_buffering", "proxy_http_version",
            "proxy_set_header", "proxy_read_timeout", "proxy_send_timeout", "proxy_connect_timeout", "proxy_timeout", "proxy_protocol",
            "proxy_ignore_headers", "access_log", "error_log", "root", "alias", "index", "server_tokens", "return", "error_page", "try_files",
            "tcp_nodelay", "tcp_nopush", "sendfile", "add_header", "allow", "deny", "satisfy", "resolver", "resolver_timeout", "types",
            "default_type", "charset", "expires", "etag", "map", "geo", "log_format", "http2", "send_timeout", "reset_timedout_connection",
            "proxy_redirect", "proxy_buffer_size", "proxy_buffers", "proxy_busy_buffers_size", "proxy_request_buffering", "proxy_hide_header",
            "proxy_pass_header", "proxy_intercept_errors", "proxy_bind", "proxy_socket_keepalive", "proxy_max_temp_file_size",
            "proxy_temp_path", "proxy_temp_file_write_size", "proxy_ssl", "ssl_preread", "underscores_in_headers", "large_client_header_buffers",
            "server_names_hash_bucket_size", "server_names_hash_max_size", "variables_hash_max_size", "map_hash_bucket_size", "upstream",
            "server", "keepalive_timeout", "keepalive_requests", "set_real_ip_from", "set", "preread_timeout", "preread_buffer_size",
            "ignore_invalid_headers", "merge_slashes", "absolute_redirect", "port_in_redirect", "aio", "directio", "output_buffers",
            "postpone_output", "if", "stub_status", "status_zone", "recursive_error_pages", "internal", "default");
    private static final List<String> KNOWN_BEGINNINGS = List.of("ssl_", "proxy_ssl_", "proxy_next_upstream", "proxy_cookie_", "proxy_headers_hash_",
            "client_", "gzip", "limit_", "real_ip_", "auth_", "open_file_cache", "log_", "lingering_", "types_hash_", "http2_", "sub_filter",
            "access_log", "brotli");

    /** The last directive of that name in the nearest block that has one, or null. */
    Directive find(String name) {
        for (NginxScope scope = this; scope != null; scope = scope.around) {
            Directive found = scope.block.last(name);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** The header line sent to servers, or null; a block with any such line takes none from those around it. */
    private Directive header(String name) {
        for (NginxScope scope = this; scope != null; scope = scope.around) {
            List<Directive> all = scope.block.all("proxy_set_header");
            if (!all.isEmpty()) {
                return all.stream().filter(d -> d.word(1).equalsIgnoreCase(name)).findFirst().orElse(null);
            }
        }
        return null;
    }

    boolean says(String name, String value) {
        Directive found = find(name);
        return found != null && found.word(1).equals(value);
    }

    private Limit limit(String name, long otherwise) {
        Directive found = find(name);
        StringBuilder text = new StringBuilder();
        if (found != null) {
            found.words().subList(1, found.words().size()).forEach(text::append);
        }
        long millis = found == null ? otherwise : TimeSpan.millis(text.toString(), 1_000);
        return new Limit(Math.max(0, millis), name, found == null ? NOWHERE : found.place());
    }

    Route.Passing passing() {
        Limit read = limit("proxy_read_timeout", 60_000);
        return new Route.Passing(forwards(), webSocket(), buffering(), new Limit(0, "", NOWHERE), read, read);
    }

    Route.Passing passingBytes() {
        Limit silence = limit("proxy_timeout", 600_000);
        return new Route.Passing(Forwards.UNTOUCHED, new WebSocket(true, NOWHERE, ""), new Buffering(Held.NO, NOWHERE), silence, silence, silence);
    }

    private Buffering buffering() {
        Directive buffering = find("proxy_buffering");
        if (buffering != null && buffering.word(1).equals("off")) {
            return new Buffering(Held.NO, buffering.place());
        }
        Directive ignored = find("proxy_ignore_headers");
        boolean always = ignored != null && ignored.words().stream().anyMatch("X-Accel-Buffering"::equalsIgnoreCase);
        return new Buffering(always ? Held.ALWAYS : Held.UNLESS_ASKED, always ? ignored.place() : buffering == null ? NOWHERE : buffering.place());
    }

    private Forwards forwards() {
        Directive header = header("X-Forwarded-For");
        String value = header == null ? "" : header.word(2).replace("{", "").replace("}", "");
        return switch (value.replace(" ", "")) {
            case "" -> Forwards.UNTOUCHED;
            case "$proxy_add_x_forwarded_for", "$http_x_forwarded_for,$remote_addr" -> Forwards.APPENDED;
            case "$remote_addr", "$realip_remote_addr", "$proxy_protocol_addr" -> Forwards.REPLACED;
            default -> Forwards.UNKNOWN;
        };
    }

    private WebSocket webSocket() {
        List<String> missing = new ArrayList<>();
        if (!says("proxy_http_version", "1.1")) {
            missing.add("proxy_http_version 1.1");
        }
        Directive upgrade = header("Upgrade");
        if (upgrade == null || upgrade.word(2).isEmpty()) {
            missing.add("proxy_set_header Upgrade $http_upgrade");
        }
        Directive connection = header("Connection");
        if (connection == null || !connection.word(2).startsWith("$") && !connection.word(2).toLowerCase(Locale.ROOT).contains("upgrade")) {
            missing.add("proxy_set_header Connection \"upgrade\"");
        }
        return new WebSocket(missing.isEmpty(), block.place(), String.join("; ", missing));
    }

    /** Directives of this block and those around it that are not for any known purpose, times that cannot be read among them. */
    List<Directive> unknown() {
        List<Directive> unknown = new ArrayList<>();
        for (NginxScope scope = this; scope != null; scope = scope.around) {
            for (Directive inside : scope.block.inside()) {
                boolean known = KNOWN.contains(inside.name()) || KNOWN_BEGINNINGS.stream().anyMatch(inside.name()::startsWith);
                boolean time = inside.name().matches("proxy_(read_|send_)?timeout");
                StringBuilder text = new StringBuilder();
                inside.words().subList(1, inside.words().size()).forEach(text::append);
                boolean off = inside.word(1).equals("off");
                if (!known && !off || time && TimeSpan.millis(text.toString(), 1_000) < 0 || inside.name().equals("if") && inside.last("proxy_pass") != null) {
                    unknown.add(inside);
                }
            }
        }
        return unknown;
    }
}
