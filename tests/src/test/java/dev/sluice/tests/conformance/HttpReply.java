package dev.sluice.tests.conformance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One HTTP response: its head at once, its body octet by octet as it comes. */
final class HttpReply implements LineSource {

    private static final int WHOLE_CONNECTION = -1;
    private final Wire wire;
    private final int status;
    private final Map<String, String> headers;
    private final boolean chunked;
    private long left;
    private int last = '\n';
    private boolean wholeLines = true;
    private boolean ended;

    private HttpReply(Wire wire, int status, Map<String, String> headers) {
        this.wire = wire;
        this.status = status;
        this.headers = headers;
        chunked = "chunked".equalsIgnoreCase(headers.get("transfer-encoding"));
        String length = headers.get("content-length");
        left = chunked ? 0 : length == null ? WHOLE_CONNECTION : Long.parseLong(length);
        ended = status == 101 || status == 204 || !chunked && left == 0;
    }

    static HttpReply read(Wire wire) throws IOException {
        String[] first = headLine(wire).split(" ", 3);
        if (first.length < 2 || !first[0].startsWith("HTTP/1.")) {
            throw new AssertionError("no HTTP response: " + String.join(" ", first));
        }
        Map<String, String> headers = new TreeMap<>();
        for (String line = headLine(wire); !line.isEmpty(); line = headLine(wire)) {
            int colon = line.indexOf(':');
            headers.merge(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip(),
                    (one, more) -> one + ", " + more);
        }
        HttpReply reply = new HttpReply(wire, Integer.parseInt(first[1]), headers);
        return reply.status == 100 ? read(wire) : reply;
    }

    int status() {
        return status;
    }

    /** A header by its lower-case name, null when absent. */
    String header(String name) {
        return headers.get(name);
    }

    Map<String, String> headers() {
        return headers;
    }

    /** The socket behind. */
    Wire wire() {
        return wire;
    }

    /** Whether no chunk so far ended within a line. */
    boolean wholeLines() {
        return wholeLines;
    }

    @Override
    public String next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = body(); octet >= 0; octet = body()) {
            line.write(octet);
            if (octet == '\n') {
                String text = line.toString(StandardCharsets.UTF_8);
                if (!text.endsWith("\r\n")) {
                    throw new AssertionError("line without CR LF: " + text);
                }
                return text.substring(0, text.length() - 2);
            }
        }
        if (line.size() > 0) {
            throw new AssertionError("line cut short: " + line.toString(StandardCharsets.UTF_8));
        }
        return null;
    }

    /** The rest of the body as lines. */
    List<String> lines() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = next(); line != null; line = next()) {
            lines.add(line);
        }
        return lines;
    }

    /** The rest of the body. */
    String text() throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (int octet = body(); octet >= 0; octet = body()) {
            text.write(octet);
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    private int body() throws IOException {
        if (ended) {
            return -1;
        }
        if (chunked && left == 0 && !nextChunk()) {
            return -1;
        }
        int octet = wire.read();
        if (octet < 0) {
            ended = true;
            if (chunked) {
                throw new AssertionError("the connection ended within the response");
            }
            return -1;
        }
        last = octet;
        if (left > 0 && --left == 0) {
            if (chunked) {
                wholeLines &= octet == '\n';
                headLine(wire);
            } else {
                ended = true;
            }
        }
        return octet;
    }

    private boolean nextChunk() throws IOException {
        left = Long.parseLong(headLine(wire).strip(), 16);
        if (left == 0) {
            headLine(wire);
            wholeLines &= last == '\n';
            ended = true;
        }
        return left > 0;
    }

    private static String headLine(Wire wire) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = wire.read(); octet >= 0; octet = wire.read()) {
            if (octet == '\n') {
                return line.charAt(line.length() - 1) == '\r' ? line.substring(0, line.length() - 1) : line.toString();
            }
            line.append((char) octet);
        }
        throw new AssertionError("the connection ended before the response: " + line);
    }
}
