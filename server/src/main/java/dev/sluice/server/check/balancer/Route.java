package dev.sluice.server.check.balancer;

import java.util.List;
import java.util.Locale;

/**
 * A way from a listener of the balancer to a group of servers.
 *
 * @param listener where clients arrive
 * @param place    where the way is chosen, or the listener when there is one way only
 * @param reads    whether the balancer reads HTTP; otherwise it passes bytes
 * @param hosts    host names the way is for, lower case, {@code *.} in front stands for any label; empty = every other name
 * @param chosen   by what else than the name
 * @param pool     the servers
 * @param passing  what happens to requests and answers on this way
 */
public record Route(Listener listener, Place place, boolean reads, List<String> hosts, Choice chosen, ServerPool pool, Passing passing) {

    public Route {
        hosts = List.copyOf(hosts);
    }

    /** What decides on a way, beside the host name. */
    public enum Choice {
        /** Nothing. */
        ALWAYS,
        /** WebSocket handshakes only. */
        WEBSOCKET,
        /** A condition that is not understood. */
        UNKNOWN
    }

    /** Whether requests for this host name may go this way by a rule that names it. */
    public boolean names(String host) {
        String wanted = host.toLowerCase(Locale.ROOT);
        return hosts.stream().anyMatch(h -> h.equals(wanted)
                || h.startsWith("*.") && wanted.endsWith(h.substring(1)) && wanted.length() > h.length() - 1);
    }

    /**
     * A listening address of the balancer.
     *
     * @param host         address, {@code *} = any
     * @param port         1 to 65535, 0 = not a TCP port
     * @param tls          whether TLS ends here
     * @param acceptsProxy whether connections must begin with a PROXY header
     * @param place        where it is written
     */
    public record Listener(String host, int port, boolean tls, boolean acceptsProxy, Place place) {

        /** As in the file: {@code 200.0.0.10:443}. */
        public String shown() {
            return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        }
    }

    /**
     * What happens to requests and answers; times in milliseconds, 0 = no limit.
     *
     * @param forwards     what is done to X-Forwarded-For
     * @param webSocket    how WebSocket handshakes fare
     * @param buffering    whether answers are held back
     * @param client       longest silence towards the client
     * @param server       longest silence of a server
     * @param tunnel       longest silence of a WebSocket, or of a connection whose bytes are passed
     */
    public record Passing(Forwards forwards, WebSocket webSocket, Buffering buffering, Limit client, Limit server, Limit tunnel) {
    }

    /** What is done to X-Forwarded-For: nothing, the peer's address appended, or the header replaced by it. */
    public enum Forwards { UNTOUCHED, APPENDED, REPLACED, UNKNOWN }

    /**
     * How WebSocket handshakes fare.
     *
     * @param passed whether they reach the server
     * @param place  what decides
     * @param reason why they are not passed, as part of a sentence
     */
    public record WebSocket(boolean passed, Place place, String reason) {
    }

    /**
     * Whether answers are held back.
     *
     * @param held  how
     * @param place what decides
     */
    public record Buffering(Held held, Place place) {

        /** Not at all; some milliseconds, to send more at once; until much is there, unless the server asks otherwise; always that long. */
        public enum Held { NO, BRIEFLY, UNLESS_ASKED, ALWAYS }
    }

    /**
     * A time limit.
     *
     * @param millis 0 = no limit
     * @param name   the directive
     * @param place  where it is written
     */
    public record Limit(long millis, String name, Place place) {

        /** Whether a silence of that length is cut. */
        public boolean cuts(long silenceMillis) {
            return millis > 0 && millis <= silenceMillis;
        }

        /** The time as people write it: {@code 90s}. */
        public String shown() {
            return millis % 1_000 == 0 ? millis / 1_000 + "s" : millis + "ms";
        }
    }
}
