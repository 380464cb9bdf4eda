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

    HttpStreamConnection(ChannelHandlerContext context, PortContext port, HttpExchange exchange, boolean chunked,
                         long contentLength) {
        super(context, port);
        this.exchange = exchange;
        this.chunked = chunked;
        this.bodyLimit = chunked ? Long.MAX_VALUE : contentLength;
    }

    @Override
    public boolean webSocket() {
        return false;
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
        ByteBuf buffer = chunked ? FrameWriter.chunk(context.alloc(), bytes, offset, length)
                : context.alloc().directBuffer(length, length).writeBytes(bytes, offset, length);
        context.write(buffer, context.voidPromise());
    }

    @Override
    void finishAtHome(boolean closeSocket) {
        if (chunked) {
            context.write(LAST_CHUNK.duplicate(), context.voidPromise());
        }
        exchange.complete(chunked && !closeSocket);
    }
}
