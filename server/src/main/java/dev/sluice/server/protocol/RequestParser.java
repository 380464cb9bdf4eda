package dev.sluice.server.protocol;

import dev.sluice.server.protocol.Request.Heartbeat;
import dev.sluice.server.protocol.Request.Refused;
import dev.sluice.server.protocol.Request.SendLog;
import dev.sluice.server.protocol.Request.WsOk;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Decoded request text to {@link Request} records, in order; never throws, what cannot be read becomes a {@link Refused}. */
public final class RequestParser {

    private static final long MOST_OCTETS_PER_UNIT = 3;

    private RequestParser() {
    }

    /**
     * Reads an HTTP request.
     *
     * @param name  request name, e.g. {@code create_session}
     * @param query query string still percent-encoded, or null; its {@code LS_session} is the default of every line
     * @param body  decoded body; null or empty for GET, whose parameters are all in the query
     */
    public static List<Request> parseHttp(String name, String query, String body) {
        if (name.equals("wsok")) {
            return List.of(unknownName());
        }
        String session = parameter(query, "LS_session");
        String defaultSession = session == null || session.isEmpty() ? null : session;
        String text = body;
        if (body == null || body.isEmpty() || body.equals("\r\n") || body.equals("\n")) {
            text = query == null ? "" : query;
        }
        List<Request> requests = parse(name, new RequestLines(text, 0), defaultSession, true);
        return requests.size() > 1 ? unlessOneHasNoId(requests) : requests;
    }

    /** Reads a text message of a WebSocket: the request name, and its lines. */
    public static List<Request> parseMessage(String payload) {
        int feed = payload.indexOf('\n');
        int end = feed < 0 ? payload.length() : feed;
        if (end > 0 && payload.charAt(end - 1) == '\r') {
            end--;
        }
        RequestLines lines = new RequestLines(payload, feed < 0 ? payload.length() : feed + 1);
        return parse(payload.substring(0, end), lines, null, false);
    }

    /**
     * What is left of requests when their octets exceed {@code request_limit}: those with an id are refused by it, since a client
     * sends a single long request anyway and repeats it for ever when the socket is dropped.
     *
     * @param text  body or message the requests were read from
     * @param limit octets
     */
    public static List<Request> within(int limit, String text, List<Request> requests) {
        if (text == null || MOST_OCTETS_PER_UNIT * text.length() <= limit || octets(text) <= limit) {
            return requests;
        }
        List<Request> refused = new ArrayList<>(requests.size());
        for (Request request : requests) {
            refused.add(request instanceof Request.Numbered numbered
                    ? new Refused(numbered.requestId(), ErrorCode.SERVER_ERROR, "Request too long", false) : request);
        }
        return refused;
    }

    private static long octets(String text) {
        long octets = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // a surrogate is half of a character of four octets
            octets += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return octets;
    }

    /** The decoded value of a parameter of a query string; null when it is absent or its escapes are broken. */
    public static String parameter(String query, String name) {
        return query == null ? null : Parameters.of(query, 0, query.length()).text(name);
    }

    private static List<Request> parse(String name, RequestLines lines, String defaultSession, boolean http) {
        return switch (name) {
            case "control" -> controls(lines, defaultSession);
            case "msg" -> messages(lines, defaultSession);
            case "create_session" -> List.of(OpeningParser.create(lines));
            case "bind_session" -> List.of(OpeningParser.bind(lines, defaultSession, http));
            case "heartbeat" -> List.of(heartbeat(lines, defaultSession));
            case "wsok" -> List.of(new WsOk());
            case "send_log" -> List.of(new SendLog(defaultSession));
            default -> List.of(unknownName());
        };
    }

    private static List<Request> controls(RequestLines lines, String defaultSession) {
        if (!lines.advanceToFilled()) {
            return List.of(empty());
        }
        Request first = ControlParser.control(lines.parameters(), defaultSession);
        if (!lines.advanceToFilled()) {
            return Collections.singletonList(first);
        }
        List<Request> requests = new ArrayList<>();
        requests.add(first);
        do {
            requests.add(ControlParser.control(lines.parameters(), defaultSession));
        } while (lines.advanceToFilled());
        return requests;
    }

    private static List<Request> messages(RequestLines lines, String defaultSession) {
        List<Request> requests = new ArrayList<>(1);
        Request request;
        while ((request = MessageParser.next(lines, defaultSession)) != null) {
            requests.add(request);
        }
        return requests.isEmpty() ? List.of(empty()) : requests;
    }

    private static Request heartbeat(RequestLines lines, String defaultSession) {
        if (!lines.advanceToFilled()) {
            return new Heartbeat(defaultSession);
        }
        Parameters line = lines.parameters();
        return line.malformed() || lines.advanceToFilled()
                ? new Refused(null, ErrorCode.MALFORMED, ErrorCode.MALFORMED.text(), false)
                : new Heartbeat(line.filled("LS_session", defaultSession));
    }

    /** An {@code ERROR} may only be the sole line of an HTTP response, so nothing of such a batch is executed. */
    private static List<Request> unlessOneHasNoId(List<Request> requests) {
        for (Request request : requests) {
            if (request instanceof Refused refused && refused.requestId() == null) {
                return List.of(refused);
            }
        }
        return requests;
    }

    private static Refused empty() {
        return new Refused(null, ErrorCode.MALFORMED, "The request has no line", false);
    }

    private static Refused unknownName() {
        return new Refused(null, ErrorCode.MALFORMED, "Unknown request name", false);
    }
}
