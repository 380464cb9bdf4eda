package dev.sluice.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.config.ConfSettings;
import dev.sluice.server.config.NodeConfig;
import dev.sluice.server.session.LoopThread;
import dev.sluice.server.session.SessionLoop;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** A transport on free ports of the loopback address, with two event loops. */
final class TransportFixture implements AutoCloseable {

    static final int PATIENCE_SECONDS = 10;
    private static final Doorkeeper OPEN = new OpenDoor();

    final ScriptedEntry entry = new ScriptedEntry();
    final EventLoops loops = EventLoops.start(2);
    final Transport transport;

    TransportFixture(Path confDir, Consumer<ConfSettings> change) throws IOException {
        this(NodeConfig.defaults(confDir, settings -> {
            settings.httpServers.forEach(server -> server.port = 0);
            settings.webServer.enabled = false;
            change.accept(settings);
        }));
    }

    TransportFixture(NodeConfig config) throws IOException {
        List<SessionLoop> sessionLoops = loops.threads().stream().map(SessionLoop::new).toList();
        try {
            transport = Transport.start(config, loops, sessionLoops, entry, "Sluice/test", OPEN, config::cluster);
        } catch (IOException e) {
            loops.stop();
            throw e;
        }
    }

    int port() {
        return transport.sockets().get(0).port();
    }

    RawClient connect() throws IOException {
        return new RawClient(port());
    }

    RawWebSocket webSocket() throws IOException {
        return new RawWebSocket(connect(), "TLCP-2.5.0.lightstreamer.com");
    }

    @Override
    public void close() {
        transport.stop();
        loops.stop();
    }

    static <T> T take(BlockingQueue<T> queue) throws InterruptedException {
        T taken = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(taken).as("nothing came").isNotNull();
        return taken;
    }

    static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("condition not met in time").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    static void onLoop(LoopThread loop, Runnable task) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        loop.execute(() -> {
            try {
                task.run();
            } finally {
                done.countDown();
            }
        });
        assertThat(done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }
}
