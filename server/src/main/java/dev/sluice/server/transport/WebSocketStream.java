package dev.sluice.server.transport;

import io.netty.channel.ChannelHandlerContext;

/** The stream of the session bound to a WebSocket, which the socket outlives. */
final class WebSocketStream extends SocketStream {

    private final WebSocketConnection connection;

    WebSocketStream(ChannelHandlerContext context, PortContext port, WebSocketConnection connection) {
        super(context, port);
        this.connection = connection;
    }

    @Override
    public boolean webSocket() {
        return true;
    }

    @Override
    public long answeredMillis() {
        return connection.answeredMillis();
    }

    @Override
    public long bodyLimit() {
        return Long.MAX_VALUE;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        if (length > 0) {
            context.write(FrameWriter.text(context.alloc(), bytes, offset, length, port.maxFrameBytes), context.voidPromise());
        }
    }

    @Override
    void finishAtHome(boolean closeSocket) {
        connection.streamFinished(this, closeSocket);
    }
}
