package dev.sluice.server.transport;

import dev.sluice.server.config.SocketConfig;
import io.netty.handler.ssl.NotSslRecordException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Tells what is wrong between this node and the proxies in front of it: in full once per cause, the rest at INFO. A cause that has not
 * been seen for an hour is told again. Any thread.
 */
final class PeerWarnings {

    private static final Logger HTTP = LoggerFactory.getLogger("LightstreamerLogger.connections.http");
    private static final Logger PROXY = LoggerFactory.getLogger("LightstreamerLogger.connections.proxy");
    private static final Logger SSL = LoggerFactory.getLogger("LightstreamerLogger.connections.ssl");
    private static final int MOST_PEERS = 100;
    private static final long FORGET_NANOS = TimeUnit.HOURS.toNanos(1);
    private static final String PROXY_1_IN_HEX = "50524f5859";
    private static final String PROXY_2_IN_HEX = "0d0a0d0a000d0a515549540a";

    private final Set<String> withoutForwards = ConcurrentHashMap.newKeySet();
    private final Map<String, Long> lastSeenNanos = new ConcurrentHashMap<>();

    /**
     * A request brought fewer forwarded addresses than the socket is told to skip.
     *
     * @param found entries that came
     */
    void missingForwards(String peer, SocketConfig socket, int found) {
        if (withoutForwards.size() < MOST_PEERS && withoutForwards.add(peer)) {
            HTTP.warn("Requests from {} on \"{}\" come with {} entries in X-Forwarded-For, fewer than skip_local_forwards={}: the address"
                    + " of the connection counts as the client's; if this is a proxy of yours, let it add the header, else nobody"
                    + " should reach the socket but through your proxies{}", peer, socket.name(), found,
                    socket.clients().skipLocalForwards(),
                    withoutForwards.size() == MOST_PEERS ? "; further peers are not told" : "");
        }
    }

    /** A connection failed before anything could be read from it. */
    void failedEarly(SocketConfig socket, Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        if (socket.clients().proxyProtocol() && !(cause instanceof SSLException)) {
            PROXY.atLevel(level("no header", socket)).log("A connection to \"{}\" did not begin with a PROXY header and was closed ({}); if"
                    + " it came from your balancer, let that send the header, else set proxy_protocol_enabled to N", socket.name(),
                    cause.toString());
        } else if (cause instanceof NotSslRecordException && beginsWithProxyHeader(cause.getMessage())) {
            unexpectedHeader(socket);
        } else {
            SSL.info("TLS handshake with \"{}\" failed: {}", socket.name(), cause.toString());
        }
    }

    /** A PROXY header came where none is expected. */
    void unexpectedHeader(SocketConfig socket) {
        PROXY.atLevel(level("header", socket)).log("A connection to \"{}\" began with a PROXY header and was closed; set"
                + " proxy_protocol_enabled to Y for this socket, or let the balancer send none", socket.name());
    }

    private static boolean beginsWithProxyHeader(String message) {
        String bytes = message == null ? "" : message.substring(message.lastIndexOf(' ') + 1);
        return bytes.startsWith(PROXY_1_IN_HEX) || bytes.startsWith(PROXY_2_IN_HEX);
    }

    private Level level(String cause, SocketConfig socket) {
        long now = System.nanoTime();
        Long before = lastSeenNanos.put(cause + " " + socket.name(), now);
        return before == null || now - before > FORGET_NANOS ? Level.WARN : Level.INFO;
    }
}
