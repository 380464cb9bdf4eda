package dev.sluice.server.transport;

import dev.sluice.server.config.ClusterConfig;
import dev.sluice.server.config.NodeConfig;
import dev.sluice.server.config.SocketConfig;
import dev.sluice.server.counters.LoopCounts;
import dev.sluice.server.request.RequestEntry;
import dev.sluice.server.session.SessionLoop;
import io.netty.channel.WriteBufferWaterMark;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What all connections of one listening socket share on one event loop. */
final class PortContext {

    private static final int LEAST_SEND_BUFFER = 16 * 1024;
    /** Up to so many times {@code request_limit} a request is read, so that its refusal can name it; a larger one ends its connection. */
    private static final int REQUEST_LIMIT_FACTOR = 8;
    private static final int LEAST_FRAME = 1024;
    private static final int STRINGS = 1024;
    private static final int LONGEST_SHARED = 200;

    final NodeConfig config;
    final Supplier<ClusterConfig> cluster;
    final SocketConfig socket;
    final NettyLoop loop;
    final SessionLoop sessionLoop;
    final RequestEntry entry;
    final HttpRoutes routes;
    final Doorkeeper door;
    final ResponseHead heads;
    final WriteBufferWaterMark waterMark;
    final int maxRequestBytes;
    final int maxFrameBytes;
    final AtomicInteger connections;
    /** Addresses that leave no trace in the log, in the form of {@link ClientAddress#normal}. */
    final Set<String> silent;
    final PeerWarnings warnings;
    final LoopCounts counts = new LoopCounts();
    private final String[] strings = new String[STRINGS];

    PortContext(NodeConfig config, SocketConfig socket, NettyLoop loop, SessionLoop sessionLoop,
                Service service, AtomicInteger connections) {
        this.config = config;
        this.cluster = service.cluster();
        this.socket = socket;
        this.loop = loop;
        this.sessionLoop = sessionLoop;
        this.entry = service.entry();
        this.routes = service.routes();
        this.warnings = service.warnings();
        this.silent = config.logging().silentAddresses().stream().map(ClientAddress::normal).collect(Collectors.toUnmodifiableSet());
        this.door = service.door();
        this.heads = new ResponseHead(service.serverToken(), config.connections().http11(), socket);
        int sendBuffer = sendBufferBytes(config);
        this.waterMark = new WriteBufferWaterMark(sendBuffer, 2 * sendBuffer);
        this.maxRequestBytes = REQUEST_LIMIT_FACTOR * config.connections().requestLimitBytes();
        this.maxFrameBytes = Math.max(LEAST_FRAME, config.connections().webSocket().maxOutboundFrameBytes());
        this.connections = connections;
    }

    /**
     * What the listening sockets of a node share.
     *
     * @param entry       where requests go
     * @param routes      where resources are
     * @param serverToken value of the Server header
     * @param warnings    tells what is wrong with the proxies in front
     * @param door        what the state of the node means for those who come
     * @param cluster     the block {@code sluice} in force, asked each time
     */
    record Service(RequestEntry entry, HttpRoutes routes, String serverToken, PeerWarnings warnings, Doorkeeper door,
                   Supplier<ClusterConfig> cluster) {
    }

    /**
     * TCP send buffer of every connection. {@code sendbuf} may only enlarge it: below 16 KB a slow reader is noticed no
     * sooner, and a fast one is slowed down; left to the kernel, it swallows megabytes before anybody notices.
     */
    static int sendBufferBytes(NodeConfig config) {
        return Math.max(LEAST_SEND_BUFFER, config.connections().sendBufferBytes());
    }

    /** The same text in an instance that other connections of this loop may share; on the loop only. */
    String shared(String text) {
        if (text.length() > LONGEST_SHARED) {
            return text;
        }
        int slot = text.hashCode() & STRINGS - 2;
        if (text.equals(strings[slot])) {
            return strings[slot];
        }
        // Two places per hash, the newer first: else two common texts in one place would displace each other for ever.
        String older = strings[slot + 1];
        strings[slot + 1] = strings[slot];
        strings[slot] = text.equals(older) ? older : text;
        return strings[slot];
    }
}
