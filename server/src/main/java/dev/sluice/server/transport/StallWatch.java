package dev.sluice.server.transport;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Watches a socket while it takes no bytes, and cuts it when none leaves within {@code write_timeout_millis}. One watch per
 * such period: what is pending at the end of one and in the next cannot be compared. On the socket's loop.
 */
final class StallWatch implements Runnable {

    private final ChannelHandlerContext context;
    private final long timeoutMillis;
    private long pendingBefore;
    private ScheduledFuture<?> timer;

    private StallWatch(ChannelHandlerContext context, long timeoutMillis) {
        this.context = context;
        this.timeoutMillis = timeoutMillis;
    }

    /** Begins to watch; null when the timeout is 0, which means to wait for ever. */
    static StallWatch start(ChannelHandlerContext context, long timeoutMillis) {
        if (timeoutMillis <= 0) {
            return null;
        }
        StallWatch watch = new StallWatch(context, timeoutMillis);
        watch.pendingBefore = watch.pending();
        watch.arm();
        return watch;
    }

    /** Ends {@code watch}, which may be null; always null. */
    static StallWatch end(StallWatch watch) {
        if (watch != null) {
            watch.timer.cancel(false);
        }
        return null;
    }

    @Override
    public void run() {
        long now = pending();
        if (now >= pendingBefore) {
            Sockets.cut(context, "took nothing for write_timeout_millis");
        } else {
            pendingBefore = now;
            arm();
        }
    }

    private void arm() {
        timer = context.executor().schedule(this, timeoutMillis, TimeUnit.MILLISECONDS);
    }

    private long pending() {
        ChannelOutboundBuffer buffer = context.channel().unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.totalPendingWriteBytes() - buffer.currentProgress();
    }
}
