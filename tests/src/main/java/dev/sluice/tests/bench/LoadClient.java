package dev.sluice.tests.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** Many subscribers of one server, on one event loop of this process. */
final class LoadClient implements AutoCloseable {
    private static final int IN_FLIGHT = 64;
    private static final long CONNECT_SECONDS = 120;

    private final Dialect dialect;
    private final Scenario scenario;
    private final MultiThreadIoEventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final CountDownLatch unready;
    private final LoadCounts counts;
    private final Bootstrap bootstrap;
    private int begun;

    LoadClient(Dialect dialect, Scenario scenario, int port) {
        this.dialect = dialect;
        this.scenario = scenario;
        this.unready = new CountDownLatch(scenario.clients());
        this.counts = new LoadCounts(unready, this::connectNext);
        this.bootstrap = new Bootstrap().group(loop).channel(EpollSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new LoadConnection(dialect, scenario.itemsOf(begun - 1), counts));
                    }
                })
                .remoteAddress("127.0.0.1", port);
    }

    /** Connects and subscribes everybody. */
    void connect() throws InterruptedException {
        loop.execute(() -> {
            for (int i = 0; i < IN_FLIGHT; i++) {
                connectNext();
            }
        });
        if (!unready.await(CONNECT_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException(unready.getCount() + " clients are not connected after "
                    + CONNECT_SECONDS + " s");
        }
    }

    private void connectNext() {
        if (begun < scenario.clients()) {
            begun++;
            bootstrap.connect().addListener(done -> {
                if (!done.isSuccess()) {
                    counts.trouble(done.cause().toString());
                    counts.closed(false);
                }
            });
        }
    }

    void begin() throws InterruptedException {
        loop.submit(counts::begin).sync();
    }

    LoadCounts.Window window() throws InterruptedException {
        try {
            return loop.submit(counts::window).get();
        } catch (ExecutionException ours) {
            throw new IllegalStateException(ours);
        }
    }

    @Override
    public void close() {
        loop.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
