package dev.sluice.server.transport;

import dev.sluice.server.config.SocketConfig;
import dev.sluice.server.config.YesNoAuto;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** Writes the status line and the header lines that every response of a listening socket has. One event loop at a time. */
final class ResponseHead {

    static final String PLAIN = "text/plain; charset=utf-8";
    static final String ENRICHED = "text/enriched; charset=utf-8";
    static final String HTML = "text/html; charset=iso-8859-1";
    static final String NOT_CACHED = "Cache-Control: no-store, no-transform, no-cache\r\nPragma: no-cache\r\n"
            + "Expires: Thu, 1 Jan 1970 00:00:00 GMT\r\n";
    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private final String version;
    private final String serverLine;
    private final SocketConfig socket;
    private long dateSecond;
    private String dateLine;

    /** @param http11 {@code use_http_11}: N lets every response say that it is of HTTP/1.0 */
    ResponseHead(String serverToken, YesNoAuto http11, SocketConfig socket) {
        this.version = http11 == YesNoAuto.N ? "HTTP/1.0 " : "HTTP/1.1 ";
        this.serverLine = "Server: " + serverToken + "\r\n";
        this.socket = socket;
    }

    /** Status line, Date, Server, and what the socket's {@code response_http_headers} adds. */
    StringBuilder begin(int status, Map<String, String> requestHeaders) {
        StringBuilder head = new StringBuilder(400).append(version).append(status).append(' ')
                .append(reason(status)).append("\r\n").append(dateLine()).append(serverLine);
        for (SocketConfig.ResponseHeader header : socket.responseHeaders()) {
            String value = header.echo() ? requestHeaders.get(header.name()) : header.value();
            if (value != null) {
                head.append(header.name()).append(": ").append(value).append("\r\n");
            }
        }
        return head;
    }

    static String httpDate(long millis) {
        return HTTP_DATE.format(Instant.ofEpochMilli(millis));
    }

    private String dateLine() {
        long now = System.currentTimeMillis();
        if (now / 1000 != dateSecond) {
            dateSecond = now / 1000;
            dateLine = "Date: " + httpDate(now) + "\r\n";
        }
        return dateLine;
    }

    private static String reason(int status) {
        return switch (status) {
            case 101 -> "Switching Protocols";
            case 200 -> "OK";
            case 301 -> "Moved Permanently";
            case 304 -> "Not Modified";
            case 400 -> "Bad Request";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 413 -> "Content Too Large";
            case 414 -> "URI Too Long";
            case 417 -> "Expectation Failed";
            case 426 -> "Upgrade Required";
            case 431 -> "Request Header Fields Too Large";
            case 503 -> "Service Unavailable";
            default -> "Error";
        };
    }
}
