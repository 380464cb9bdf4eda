package dev.sluice.server.transport;

import dev.sluice.server.config.WebServerConfig;
import dev.sluice.server.protocol.LogText;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.Reader;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The built-in web server: files of one directory, and the error pages. Files are read on a worker thread. */
final class StaticPages {

    private static final Logger LOG = LoggerFactory.getLogger("LightstreamerLogger.webServer");
    private static final int LARGEST_KEPT = 256 * 1024;
    private static final int MOST_KEPT = 256;
    private static final byte[] NOTHING = new byte[0];
    private static final byte[] NOT_FOUND_PAGE = ("<!DOCTYPE html><html><head><title>Not found</title></head>"
            + "<body><h1>Not found</h1><p>There is nothing at this address.</p></body></html>\n")
            .getBytes(StandardCharsets.ISO_8859_1);

    private final WebServerConfig config;
    private final Vertx vertx;
    private final Path root;
    private final Properties types = new Properties();
    private final byte[] notFoundPage;
    private final byte[] errorPage;
    private final Map<Path, Page> kept = new ConcurrentHashMap<>();

    StaticPages(WebServerConfig config, Vertx vertx) throws IOException {
        this.config = config;
        this.vertx = vertx;
        this.root = config.enabled() && Files.isDirectory(config.pagesDir()) ? config.pagesDir().toRealPath() : null;
        if (config.enabled() && root == null) {
            LOG.warn("Web server: {} is not a directory, no pages are served", config.pagesDir());
        }
        if (config.enabled() && config.mimeTypesFile() != null && Files.isReadable(config.mimeTypesFile())) {
            try (Reader reader = Files.newBufferedReader(config.mimeTypesFile(), StandardCharsets.ISO_8859_1)) {
                types.load(reader);
            }
        }
        this.errorPage = page(config.errorPage());
        this.notFoundPage = page(config.notFoundPage());
    }

    /** Answers with a file, or says that there is none. */
    void serve(HttpExchange exchange) {
        Path special = switch (exchange.path) {
            case "/crossdomain.xml" -> config.flexCrossDomainFile();
            case "/clientaccesspolicy.xml" -> config.silverlightPolicyFile();
            default -> null;
        };
        if (root == null && special == null) {
            reserved(exchange);
        } else if (!exchange.method.equals("GET") && !exchange.method.equals("HEAD")) {
            exchange.respond(405, ResponseHead.PLAIN, "Allow: GET, HEAD\r\n", NOTHING, true);
        } else {
            vertx.executeBlocking(() -> special != null ? load(special) : find(exchange.path), false).onComplete(
                    page -> exchange.port.loop.execute(() -> answer(exchange, page)),
                    failure -> exchange.port.loop.execute(() -> {
                        LOG.warn("{} cannot be read: {}", LogText.of(exchange.path), failure.toString());
                        answer(exchange, null);
                    }));
        }
    }

    /** Answers that an address of the service means nothing. */
    void reserved(HttpExchange exchange) {
        exchange.respond(404, ResponseHead.HTML, ResponseHead.NOT_CACHED, errorPage, !exchange.method.equals("HEAD"));
    }

    private void answer(HttpExchange exchange, Page page) {
        boolean head = exchange.method.equals("HEAD");
        if (page == null) {
            exchange.client().log(LOG).info("{} asked for {}, which does not exist", exchange.client().shown(),
                    LogText.of(exchange.path));
            exchange.respond(404, ResponseHead.HTML, ResponseHead.NOT_CACHED, notFoundPage, !head);
        } else if (page.redirect != null) {
            exchange.respond(301, ResponseHead.PLAIN, "Location: " + page.redirect + "\r\n", NOTHING, true);
        } else {
            long lifeMillis = config.persistencyMinutes() * 60_000L;
            boolean gzip = page.gzip != null && exchange.takesGzip();
            String extra = (gzip ? Gzip.HEADERS : page.gzip != null ? "Vary: Accept-Encoding\r\n" : "") + "ETag: " + page.tag(gzip) + "\r\nLast-Modified: " + ResponseHead.httpDate(page.modifiedMillis) + "\r\n"
                    + (lifeMillis == 0 ? "Cache-Control: no-cache\r\n"
                    : "Expires: " + ResponseHead.httpDate(System.currentTimeMillis() + lifeMillis) + "\r\n");
            boolean known = knows(exchange, page, gzip);
            exchange.respond(known ? 304 : 200, page.type, extra, known ? NOTHING : gzip ? page.gzip : page.bytes, !head);
        }
    }

    private static boolean knows(HttpExchange exchange, Page page, boolean gzip) {
        String tags = exchange.client().headers().get("if-none-match");
        if (tags != null) {
            return tags.equals("*") || tags.contains(page.tag(gzip));
        }
        String since = exchange.client().headers().get("if-modified-since");
        return since != null && since.equals(ResponseHead.httpDate(page.modifiedMillis));
    }

    /** The page at a path; null when there is none, or when it lies outside of the directory. */
    private Page find(String path) throws IOException {
        String decoded = decode(path);
        if (decoded == null) {
            return null;
        }
        Path file;
        try {
            file = root.resolve(decoded.substring(1)).normalize();
        } catch (InvalidPathException e) {
            return null;
        }
        if (Files.isDirectory(file)) {
            if (!decoded.endsWith("/")) {
                return file.startsWith(root) ? Page.moved(path + "/") : null;
            }
            file = file.resolve("index.html");
        }
        if (!file.startsWith(root) || !Files.isRegularFile(file) || !file.toRealPath().startsWith(root)) {
            return null;
        }
        return load(file);
    }

    /** The path in the clear; null when it is not one, or names a hidden file. */
    private static String decode(String path) {
        String decoded;
        try {
            decoded = URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return null;
        }
        boolean legal = decoded.startsWith("/") && !decoded.contains("/.") && !decoded.contains("//")
                && decoded.indexOf('\\') < 0 && decoded.indexOf('\0') < 0;
        return legal ? decoded : null;
    }

    private Page load(Path file) throws IOException {
        long modified = Files.getLastModifiedTime(file).toMillis();
        long size = Files.size(file);
        Page known = kept.get(file);
        if (known != null && known.modifiedMillis == modified && known.bytes.length == size) {
            return known;
        }
        byte[] bytes = Files.readAllBytes(file);
        String tag = '"' + Long.toHexString(modified) + '-' + Long.toHexString(bytes.length) + '"';
        String type = type(file);
        boolean compressed = config.compresses(type) && bytes.length >= config.compressionThresholdBytes();
        Page page = new Page(bytes, compressed ? Gzip.whole(bytes) : null, type, tag, modified, null);
        if (bytes.length <= LARGEST_KEPT && (known != null || kept.size() < MOST_KEPT)) {
            kept.put(file, page);
        }
        return page;
    }

    private String type(Path file) {
        String name = file.getFileName().toString();
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return types.getProperty(extension, switch (extension) {
            case "html", "htm" -> "text/html";
            case "js", "mjs" -> "text/javascript";
            case "css" -> "text/css";
            case "json" -> "application/json";
            case "svg" -> "image/svg+xml";
            case "png" -> "image/png";
            case "ico" -> "image/x-icon";
            case "txt" -> "text/plain";
            default -> "application/octet-stream";
        });
    }

    private static byte[] page(Path file) throws IOException {
        return file == null ? NOT_FOUND_PAGE : Files.readAllBytes(file);
    }

    /** A file as it is sent, also compressed when its type and size ask for it, or where it has moved to. */
    private record Page(byte[] bytes, byte[] gzip, String type, String tag, long modifiedMillis, String redirect) {

        static Page moved(String to) {
            return new Page(NOTHING, null, null, null, 0, to);
        }

        /** Two forms of a page are two things to a cache. */
        String tag(boolean compressed) {
            return compressed ? tag.substring(0, tag.length() - 1) + "-gzip\"" : tag;
        }
    }
}
