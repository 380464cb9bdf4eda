package dev.sluice.server.transport;

import dev.sluice.server.admission.AcceptGate;
import dev.sluice.server.config.ConnectionConfig;
import dev.sluice.server.config.KeystoreConfig;
import dev.sluice.server.config.NodeConfig;
import dev.sluice.server.config.SocketConfig;
import dev.sluice.server.counters.Counter;
import dev.sluice.server.counters.LoopCounts;
import dev.sluice.server.session.SessionLoop;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.ServerChannel;
import io.vertx.core.Future;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One {@code http_server} or {@code https_server}: its address, its connections, and whether it accepts more. */
public final class ListeningSocket implements AcceptGate {

    private static final Logger IO = LoggerFactory.getLogger("LightstreamerLogger.io");
    private static final Logger IO_SSL = LoggerFactory.getLogger("LightstreamerLogger.io.ssl");
    private static final int PATIENCE_SECONDS = 20;
    /** Requests are short; one allocator for all saves every connection one of its own. */
    private static final RecvByteBufAllocator READS = new FixedRecvByteBufAllocator(2048);
    private static final AtomicInteger FREE_PORTS = new AtomicInteger();

    private final NodeConfig config;
    private final SocketConfig socket;
    private final EventLoops loops;
    private final SocketTls tls;
    private final AtomicInteger connections = new AtomicInteger();
    private final List<LoopCounts> counts = new ArrayList<>();
    private final HandshakeCounts handshaking = new HandshakeCounts();
    private final List<NetServer> servers = new ArrayList<>();
    private volatile ServerChannel channel;
    private long pausedNanos;
    private long pausedSince;
    private boolean pausedByLimit;
    private boolean pausedByHand;

    ListeningSocket(NodeConfig config, SocketConfig socket, EventLoops loops, HandshakePools handshakes) throws IOException {
        this.config = config;
        this.socket = socket;
        this.loops = loops;
        this.tls = socket.secure() ? new SocketTls(socket.name(), socket.tls(), handshakes.of(socket.tls()), handshaking) : null;
    }

    @Override
    public SocketConfig config() {
        return socket;
    }

    /** The port in use. */
    public int port() {
        return servers.get(0).actualPort();
    }

    /** What is counted at this socket, one part per event loop. */
    public List<LoopCounts> counts() {
        List<LoopCounts> all = new ArrayList<>(counts);
        all.add(handshaking.counts());
        return all;
    }

    /** Open connections. */
    public int connections() {
        return connections.get();
    }

    /** What the start line says: name, address, port, and whether it speaks TLS. */
    @Override
    public String toString() {
        return (socket.secure() ? "https_server " : "http_server ") + '"' + socket.name() + "\" on " + host() + ":"
                + (servers.isEmpty() ? socket.port() : port());
    }

    @Override
    public synchronized void pause() {
        pausedByLimit = true;
        accept();
    }

    @Override
    public synchronized void resume() {
        pausedByLimit = false;
        accept();
    }

    /** Accepts no more until {@link #enable}, whatever limits say; false when it was told so already. Any thread. */
    public synchronized boolean disable() {
        boolean changes = !pausedByHand;
        pausedByHand = true;
        accept();
        return changes;
    }

    /** Ends what {@link #disable} began; false when it had not. Any thread. */
    public synchronized boolean enable() {
        boolean changes = pausedByHand;
        pausedByHand = false;
        accept();
        return changes;
    }

    private void accept() {
        boolean paused = pausedByLimit || pausedByHand;
        if (paused && pausedSince == 0) {
            IO.debug("New accept pauses: {}", this);
            pausedSince = System.nanoTime();
        } else if (!paused && pausedSince != 0) {
            IO.debug("Accept resumes: {}", this);
            pausedNanos += System.nanoTime() - pausedSince;
            pausedSince = 0;
        }
        // Netty accepts again by itself a second after it ran out of file descriptors, so that a pause may have to be repeated.
        if (channel.config().isAutoRead() == paused) {
            acceptor().execute(() -> channel.config().setAutoRead(!paused));
        }
    }

    @Override
    public synchronized long pausedMillis() {
        long running = pausedSince == 0 ? 0 : System.nanoTime() - pausedSince;
        return TimeUnit.NANOSECONDS.toMillis(pausedNanos + running);
    }

    /**
     * Reads the keystore again; new connections see the new certificate, those that exist are not touched.
     *
     * @throws IOException when it cannot be used; the certificate shown stays
     */
    public void reloadKeystore() throws IOException {
        if (tls != null) {
            tls.reload();
            await(servers.get(0).updateSSLOptions(tls.options(config.connections()), true));
        }
    }

    /**
     * Reads a keystore in the place of the one in use.
     *
     * @return shows it to new connections
     * @throws IOException when it cannot be used
     */
    Runnable prepareKeystore(KeystoreConfig keystore) throws IOException {
        Runnable use = tls.prepare(keystore);
        return () -> {
            use.run();
            try {
                await(servers.get(0).updateSSLOptions(tls.options(config.connections()), true));
                IO_SSL.info("New certificate of {}: {}", this, tls.shown());
                tls.warnOfExpiry(Instant.now());
            } catch (IOException e) {
                IO_SSL.warn("{} still shows the certificate before: {}", this, e.getMessage());
            }
        };
    }

    /** Reloads the keystore when its file has changed since the last look; false when it had not, or could not be used. */
    boolean followKeystore() {
        return tls != null && tls.changed() && reloadKeystoreOrKeep();
    }

    /** Reloads the keystore; false when it could not be used. */
    boolean reloadKeystoreOrKeep() {
        if (tls == null) {
            return false;
        }
        try {
            reloadKeystore();
            IO_SSL.info("New certificate of {}: {}", this, tls.shown());
            tls.warnOfExpiry(Instant.now());
            return true;
        } catch (IOException e) {
            IO_SSL.warn("The changed keystore of {} cannot be used, new connections still get the certificate before ({}): {}; put a"
                    + " correct one in its place, the file of its password first: it is tried again when it changes", this,
                    tls.shown(), e.getMessage());
            return false;
        }
    }

    void start(PortContext.Service service, List<SessionLoop> sessionLoops) throws IOException {
        if (tls != null) {
            IO_SSL.info("{} shows the certificate of {}", this, tls.shown());
            tls.warnOfExpiry(Instant.now());
        }
        SocketAddress address = socket.port() > 0 ? SocketAddress.inetSocketAddress(socket.port(), host())
                : SocketAddress.sharedRandomPort(FREE_PORTS.incrementAndGet(), host());
        try {
            for (NettyLoop loop : loops.loops()) {
                PortContext context = new PortContext(config, socket, loop, sessionLoops.get(loop.index()), service, connections);
                counts.add(context.counts);
                listen(context, address);
            }
        } catch (IOException e) {
            stop();
            throw new IOException(ListenFailure.line(socket, host() + ":" + socket.port(), config.sockets(), e), e);
        }
    }

    void stop() {
        if (channel != null) {
            acceptor().execute(() -> channel.config().setAutoRead(false));
        }
        for (NetServer server : servers) {
            try {
                await(server.close());
            } catch (IOException e) {
                IO.warn("{} did not close in time: {}", this, e.getMessage());
            }
        }
    }


    /** The thread that accepts; pausing takes effect on it. */
    EventLoop acceptor() {
        return channel.eventLoop();
    }

    private void listen(PortContext context, SocketAddress address) throws IOException {
        ContextInternal vertxContext = loops.internal().contextBuilder().withEventLoop(context.loop.netty()).build();
        NetServer server = loops.vertx().createNetServer(options());
        server.connectHandler(accepted -> connected(context, accepted));
        server.exceptionHandler(failure -> context.warnings.failedEarly(socket, failure));
        servers.add(server);
        Future<NetServer> bound = Future.future(promise -> vertxContext.runOnContext(
                ignored -> server.listen(address).onComplete(promise)));
        try {
            await(bound);
        } catch (IOException e) {
            servers.remove(server);
            throw e;
        }
        ServerChannel made = loops.serverChannels().takeLatest();
        if (made != null) {
            channel = made;
        }
    }

    private NetServerOptions options() {
        ConnectionConfig limits = config.connections();
        NetServerOptions options = new NetServerOptions().setSendBufferSize(PortContext.sendBufferBytes(config))
                .setTcpKeepAlive(true).setUseAlpn(false).setUseProxyProtocol(socket.clients().proxyProtocol())
                .setProxyProtocolTimeout(socket.clients().proxyProtocolTimeoutMillis())
                .setProxyProtocolTimeoutUnit(TimeUnit.MILLISECONDS);
        if (socket.backlog() > 0) {
            options.setAcceptBacklog(socket.backlog());
        }
        if (limits.writeTimeoutMillis() > 0 && loops.serverChannels().isNative()) {
            // The kernel notices a peer that is gone even while the little we have to say fits our own buffers.
            options.setTcpUserTimeout((int) Math.min(Integer.MAX_VALUE, limits.writeTimeoutMillis()));
        }
        if (tls != null) {
            tls.configure(options, limits);
        }
        return options;
    }

    private void connected(PortContext context, NetSocket accepted) {
        ChannelHandlerContext vertxHandler = ((NetSocketInternal) accepted).channelHandlerContext();
        Channel connection = vertxHandler.channel();
        Peer peer = Peer.of(connection, accepted.remoteAddress());
        if (!context.door.admits(peer.address())) {
            IO.info("Connection of {} to {} closed: the node is stopped, or the address is banned", peer, this);
            connection.close();
            return;
        }
        connection.config().setWriteBufferWaterMark(context.waterMark).setRecvByteBufAllocator(READS);
        ChannelPipeline pipeline = connection.pipeline();
        pipeline.remove(vertxHandler.name());
        if (pipeline.get("chunkedWriter") != null) {
            pipeline.remove("chunkedWriter");
        }
        connections.incrementAndGet();
        context.counts.count(socket.secure() ? Counter.HTTPS_CONNECTIONS : Counter.HTTP_CONNECTIONS);
        pipeline.addLast("decoder", new StrictRequestDecoder(context.maxRequestBytes, config.connections().requestLimitBytes()));
        pipeline.addLast("http", new HttpEndpoint(context, peer));
    }

    private String host() {
        return socket.listeningInterface() == null ? "0.0.0.0" : socket.listeningInterface();
    }

    private static <T> T await(Future<T> future) throws IOException {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("no result after " + PATIENCE_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
