package dev.sluice.server.transport;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.DuplexChannel;
import java.util.concurrent.TimeUnit;

/** Closing sockets, and noticing that one does not move any more. On the socket's loop. */
final class Sockets {

    static final String TLS_HANDLER = "ssl";

    private static final int FAREWELL_MILLIS = 2000;

    private Sockets() {
    }

    /** Closes the connection at once: no close frame, no TLS farewell, nothing that waits for a client that may be gone. */
    static void cut(ChannelHandlerContext context) {
        ChannelHandlerContext tls = context.pipeline().context(TLS_HANDLER);
        (tls == null ? context : tls).close();
    }

    /**
     * Sends what was written and the end of the connection, then waits a little for the client's end: closing while its bytes
     * are still coming in would destroy on their way the last words it is to read.
     */
    static void farewell(ChannelHandlerContext context) {
        context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener((ChannelFutureListener) sent -> {
            boolean plain = context.pipeline().context(TLS_HANDLER) == null;
            if (sent.isSuccess() && plain && sent.channel() instanceof DuplexChannel duplex) {
                duplex.shutdownOutput();
                context.executor().schedule(() -> cut(context), FAREWELL_MILLIS, TimeUnit.MILLISECONDS);
            } else {
                context.close();
            }
        });
        context.channel().config().setAutoRead(true);
    }

    /**
     * Called when the channel refuses bytes: cuts it unless some byte leaves within every {@code timeoutMillis}
     * ({@code write_timeout_millis}, 0 = wait for ever) until it takes bytes again.
     */
    static void watchStall(ChannelHandlerContext context, long timeoutMillis) {
        if (timeoutMillis > 0) {
            check(context, timeoutMillis, Long.MAX_VALUE);
        }
    }

    private static void check(ChannelHandlerContext context, long timeoutMillis, long before) {
        Channel channel = context.channel();
        ChannelOutboundBuffer pending = channel.unsafe().outboundBuffer();
        if (channel.isWritable() || !channel.isActive() || pending == null) {
            return;
        }
        long left = pending.totalPendingWriteBytes() - pending.currentProgress();
        if (left >= before) {
            cut(context);
            return;
        }
        context.executor().schedule(() -> check(context, timeoutMillis, left), timeoutMillis, TimeUnit.MILLISECONDS);
    }
}
