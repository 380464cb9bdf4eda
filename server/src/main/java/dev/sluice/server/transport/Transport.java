package dev.sluice.server.transport;

import dev.sluice.server.config.ClusterConfig;
import dev.sluice.server.config.NodeConfig;
import dev.sluice.server.config.SocketConfig;
import dev.sluice.server.request.RequestEntry;
import dev.sluice.server.session.SessionLoop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** All listening sockets of the node. */
public final class Transport {

    private static final long KEYSTORE_LOOK_MILLIS = 5000;

    private final EventLoops loops;
    private final List<ListeningSocket> sockets;
    private final HandshakePools handshakes;
    private long keystoreTimer = -1;

    private Transport(EventLoops loops, List<ListeningSocket> sockets, HandshakePools handshakes) {
        this.loops = loops;
        this.sockets = sockets;
        this.handshakes = handshakes;
    }

    /**
     * Opens every socket of the configuration, or none.
     *
     * @param sessionLoops one per loop, in the order of {@link EventLoops#threads()}
     * @param entry        where requests go
     * @param serverToken  value of the Server header
     * @param door         what the state of the node means for those who come
     * @param cluster      the block {@code sluice} in force, asked each time
     * @throws IOException when a socket cannot be opened, with its name, address and port
     */
    public static Transport start(NodeConfig config, EventLoops loops, List<SessionLoop> sessionLoops, RequestEntry entry,
                                  String serverToken, Doorkeeper door, Supplier<ClusterConfig> cluster) throws IOException {
        HttpRoutes routes = new HttpRoutes(config.serviceUrlPrefixes(), new OriginPolicy(config.crossDomain()),
                new StaticPages(config.webServer(), loops.vertx()), door);
        PortContext.Service service = new PortContext.Service(entry, routes, serverToken, new PeerWarnings(), door, cluster);
        rejectRenegotiation(config);
        HandshakePools handshakes = new HandshakePools(config.pools());
        List<ListeningSocket> sockets = new ArrayList<>();
        for (SocketConfig socket : config.sockets()) {
            sockets.add(new ListeningSocket(config, socket, loops, handshakes));
        }
        List<ListeningSocket> open = new ArrayList<>();
        try {
            for (ListeningSocket socket : sockets) {
                socket.start(service, sessionLoops);
                open.add(socket);
            }
        } catch (IOException e) {
            open.forEach(ListeningSocket::stop);
            throw e;
        }
        Transport transport = new Transport(loops, List.copyOf(sockets), handshakes);
        transport.followKeystores();
        return transport;
    }

    /** The sockets, in the order of the configuration. */
    public List<ListeningSocket> sockets() {
        return sockets;
    }

    /** The pools that compute TLS handshakes. */
    public HandshakePools handshakes() {
        return handshakes;
    }

    /** Accepts no more connections from now on; those that are there live on. */
    public void stopAccepting() {
        sockets.forEach(ListeningSocket::pause);
    }

    /**
     * Reads the keystores again, those that a configuration now names for the sockets that are there.
     *
     * @return shows them to new connections
     * @throws IOException when one cannot be used; nothing has changed then
     */
    public Runnable prepareKeystores(NodeConfig next) throws IOException {
        List<Runnable> uses = new ArrayList<>();
        for (ListeningSocket socket : sockets) {
            SocketConfig named = next.sockets().stream().filter(s -> s.name().equals(socket.config().name())).findFirst().orElse(null);
            if (named != null && named.secure() && socket.config().secure()) {
                uses.add(socket.prepareKeystore(named.tls().keystore()));
            }
        }
        return () -> uses.forEach(Runnable::run);
    }

    /** Closes all sockets and their connections. */
    public void stop() {
        loops.vertx().cancelTimer(keystoreTimer);
        sockets.forEach(ListeningSocket::stop);
        handshakes.stop();
    }

    /** The JVM knows one answer for all sockets, and asks for it once, before the first handshake. */
    private static void rejectRenegotiation(NodeConfig config) {
        if (config.sockets().stream().anyMatch(socket -> socket.secure() && socket.tls().rejectRenegotiation())) {
            System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
        }
    }

    private void followKeystores() {
        if (sockets.stream().anyMatch(socket -> socket.config().secure())) {
            keystoreTimer = loops.vertx().setPeriodic(KEYSTORE_LOOK_MILLIS, id -> loops.vertx().executeBlocking(() -> {
                sockets.forEach(ListeningSocket::followKeystore);
                return null;
            }));
        }
    }
}
