package dev.sluice.server.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import java.nio.charset.StandardCharsets;

/** The response of a create or bind request that stays open: chunked, or of a length fixed beforehand and then cut short. */
final class HttpStreamConnection extends SocketStream {

    private static final ByteBuf LAST_CHUNK = Unpooled.unreleasableBuffer(
            Unpooled.directBuffer(5).writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII))).asReadOnly();

    private final HttpExchange exchange;
    private final boolean chunked;
    private final long bodyLimit;
    /** Used by the session's loop until the stream is finished, then by the socket's. */
    private final Gzip gzip;

    /** @param gzip what compresses a chunked body, or null */
    HttpStreamConnection(ChannelHandlerContext context, PortContext port, HttpExchange exchange, boolean chunked,
                         long contentLength, Gzip gzip) {
        super(context, port);
        this.exchange = exchange;
        this.chunked = chunked;
        this.gzip = gzip;
        this.bodyLimit = chunked ? Long.MAX_VALUE : contentLength;
    }

    @Override
    public boolean webSocket() {
        return false;
    }

    @Override
    public long answeredMillis() {
        return 0;
    }

    @Override
    public long bodyLimit() {
        return bodyLimit;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        if (length == 0) {
            return;
        }
        if (gzip != null) {
            byte[] part = gzip.part(bytes, offset, length);
            context.write(FrameWriter.chunk(context.alloc(), part, 0, part.length), context.voidPromise());
            return;
        }
        ByteBuf buffer = chunked ? FrameWriter.chunk(context.alloc(), bytes, offset, length)
                : context.alloc().directBuffer(length, length).writeBytes(bytes, offset, length);
        context.write(buffer, context.voidPromise());
    }

    @Override
    void finishAtHome(boolean closeSocket) {
        if (gzip != null) {
            byte[] end = gzip.end();
            context.write(FrameWriter.chunk(context.alloc(), end, 0, end.length), context.voidPromise());
        }
        if (chunked) {
            context.write(LAST_CHUNK.duplicate(), context.voidPromise());
        }
        exchange.complete(chunked && !closeSocket);
    }

    @Override
    void ended() {
        if (gzip != null) {
            gzip.close();
        }
    }
}
