package dev.sluice.server.transport;

import dev.sluice.server.counters.LoopGauge;
import dev.sluice.server.counters.PoolGauge;
import dev.sluice.server.session.LoopThread;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.internal.VertxInternal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The event loops of the node, all of one Vert.x instance. */
public final class EventLoops {

    private static final int MOST = 63;

    private final VertxInternal vertx;
    private final ServerChannels serverChannels;
    private final List<NettyLoop> loops;

    private EventLoops(VertxInternal vertx, ServerChannels serverChannels, List<NettyLoop> loops) {
        this.vertx = vertx;
        this.serverChannels = serverChannels;
        this.loops = loops;
    }

    /**
     * Starts the loops.
     *
     * @param count how many, 0 for one less than there are cores (few loops beat many, and adapters need a core as well)
     */
    public static EventLoops start(int count) {
        int wanted = count > 0 ? count : Runtime.getRuntime().availableProcessors() - 1;
        int size = Math.max(1, Math.min(MOST, wanted));
        ServerChannels transport = ServerChannels.create();
        VertxOptions options = new VertxOptions().setEventLoopPoolSize(size).setFileSystemOptions(
                new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false));
        VertxInternal vertx = (VertxInternal) Vertx.builder().with(options).withTransport(transport).build();
        List<NettyLoop> loops = new ArrayList<>(size);
        for (EventExecutor executor : vertx.nettyEventLoopGroup()) {
            loops.add(new NettyLoop(loops.size(), (EventLoop) executor));
        }
        return new EventLoops(vertx, transport, List.copyOf(loops));
    }

    /** The threads, in the order of their {@link LoopThread#index()}. */
    public List<LoopThread> threads() {
        return List.copyOf(loops);
    }

    /** The instance behind, for what else runs on Vert.x. */
    public Vertx vertx() {
        return vertx;
    }

    /** Name of the transport in use, for the start line: epoll or nio. */
    public String transportName() {
        return serverChannels.name();
    }

    /**
     * {@code ACCEPT}: what waits for a loop to come round, such as accepted connections that no loop has taken yet and requests for
     * sessions of another loop.
     */
    public PoolGauge accept() {
        return new LoopGauge("ACCEPT", loops.size(), () -> loops.stream().mapToInt(NettyLoop::waiting).sum());
    }

    /** Ends the loops; waits for them. */
    public void stop() {
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            org.slf4j.LoggerFactory.getLogger("LightstreamerLogger.io").warn("Event loops did not end in time", e);
        }
    }

    VertxInternal internal() {
        return vertx;
    }

    List<NettyLoop> loops() {
        return loops;
    }

    ServerChannels serverChannels() {
        return serverChannels;
    }
}
