package dev.sluice.server.transport;

import dev.sluice.server.counters.LoopCounts;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.AttributeKey;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/** The ways to close a socket. On the socket's loop. */
final class Sockets {

    static final String TLS_HANDLER = "ssl";

    private static final int FAREWELL_MILLIS = 2000;
    private static final AttributeKey<String> CAUSE = AttributeKey.valueOf("sluice.end");

    private Sockets() {
    }

    /** Closes the connection at once: no close frame, no TLS farewell, nothing that waits for a client that may be gone. */
    static void cut(ChannelHandlerContext context) {
        cut(context, "cut off by the node");
    }

    /** The same, with what is counted as the cause if nothing was before. */
    static void cut(ChannelHandlerContext context, String cause) {
        context.channel().attr(CAUSE).setIfAbsent(cause);
        ChannelHandlerContext tls = context.pipeline().context(TLS_HANDLER);
        (tls == null ? context : tls).close();
    }

    /** Whether a connection failed by what its other end did, or the network: no error of the node. */
    static boolean foreign(Throwable failure) {
        // the decoder of TLS wraps what it does not understand
        return failure instanceof IOException || failure.getCause() instanceof SSLException;
    }

    /** Counts why the connection has ended. */
    static void countEnd(ChannelHandlerContext context, LoopCounts counts) {
        String cause = context.channel().attr(CAUSE).get();
        counts.connectionEnds().count(cause == null ? "closed by the client" : cause);
    }

    /**
     * Sends what was written and the end of the connection, then waits a little for the client's end: closing while its bytes
     * are still coming in would destroy on their way the last words it is to read.
     */
    static void farewell(ChannelHandlerContext context) {
        context.channel().attr(CAUSE).setIfAbsent("closed by the node");
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
}
