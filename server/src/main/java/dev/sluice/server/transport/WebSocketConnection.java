package dev.sluice.server.transport;

import dev.sluice.server.counters.Counter;
import dev.sluice.server.protocol.ProtocolVersion;
import dev.sluice.server.request.ClientConnection;
import dev.sluice.server.request.ClientInfo;
import dev.sluice.server.session.SessionLoop;
import dev.sluice.server.session.StreamConnection;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One WebSocket: its only handler in the pipeline, where its requests come from and their answers go. */
final class WebSocketConnection extends ChannelInboundHandlerAdapter implements ClientConnection, FrameParser.Sink {

    private static final Logger LOG = LoggerFactory.getLogger("LightstreamerLogger.connections.WS");
    /** Clients may open a socket early and count on a minute; the rest is for their last message on its way. */
    private static final long LEAST_UNUSED_MILLIS = 65_000;
    private static final long MOST_UNREAD_ANSWER_BYTES = 256 * 1024;

    private final PortContext port;
    private final ClientInfo client;
    private final ProtocolVersion version;
    private final FrameParser parser = new FrameParser();
    private ChannelHandlerContext context;
    private WebSocketStream stream;
    /** The stream before, as long as nothing was asked since. */
    private WebSocketStream finished;
    private Object attachment;
    private ScheduledFuture<?> timer;
    private StallWatch stall;
    private byte[] pingPayload;
    private boolean pongArmed;
    private boolean used;
    private boolean flushArmed;
    private volatile boolean closing;
    private volatile long answeredMillis;

    WebSocketConnection(PortContext port, ClientInfo client, ProtocolVersion version) {
        this.port = port;
        this.client = client;
        this.version = version;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        long limit = Math.max(LEAST_UNUSED_MILLIS, port.config.connections().readTimeoutMillis());
        timer = ctx.executor().schedule(() -> close(FrameParser.NORMAL, "unused"), limit, TimeUnit.MILLISECONDS);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        parser.read(ctx.alloc(), (ByteBuf) message, port.maxRequestBytes, this);
        if (used && !closing) {
            watchIncomplete();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        long delay = port.config.connections().webSocket().maxPongDelayMillis();
        if (pingPayload != null && delay == 0) {
            pong();
        } else if (pingPayload != null && !pongArmed) {
            pongArmed = true;
            ctx.executor().schedule(this::pong, delay, TimeUnit.MILLISECONDS);
        }
    }

    /** Answers the last ping only, as the protocol allows. */
    private void pong() {
        pongArmed = false;
        byte[] payload = pingPayload;
        pingPayload = null;
        if (!closing) {
            context.writeAndFlush(FrameWriter.control(context.alloc(), FrameWriter.PONG, payload), context.voidPromise());
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        stall = StallWatch.end(stall);
        if (!ctx.channel().isWritable()) {
            stall = StallWatch.start(ctx, port.config.connections().writeTimeoutMillis());
            return;
        }
        if (!ctx.channel().config().isAutoRead()) {
            ctx.channel().config().setAutoRead(true);
        }
        if (stream != null) {
            stream.socketWritable();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        closing = true;
        port.connections.decrementAndGet();
        Sockets.countEnd(ctx, port.counts);
        port.counts.count(client.secure() ? Counter.WSS_DISCONNECTIONS : Counter.WS_DISCONNECTIONS);
        cancelTimer();
        stall = StallWatch.end(stall);
        parser.release();
        loseStream();
        if (finished != null) {
            finished.socketLost();
        }
        port.entry.onClosed(this);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (Sockets.foreign(cause)) {
            client.log(LOG).debug("WebSocket of {} failed: {}", client.shown(), cause.toString());
        } else {
            LOG.error("WebSocket of {} closed after an unexpected error", client.shown(), cause);
        }
        Sockets.cut(ctx, "broken");
    }

    @Override
    public void text(String text) {
        if (closing) {
            return;
        }
        if (!used) {
            used = true;
            cancelTimer();
        }
        port.entry.onMessage(this, text);
    }

    @Override
    public void ping(byte[] payload) {
        pingPayload = payload;
    }

    @Override
    public void closed(int code) {
        client.log(LOG).debug("WebSocket closed by {} with code {}", client.shown(), code);
        if (closing) {
            context.close();
            return;
        }
        closing = true;
        finished = null;
        loseStream();
        context.writeAndFlush(FrameWriter.close(context.alloc(), code == 1005 ? FrameParser.NORMAL : code))
                .addListener(ChannelFutureListener.CLOSE);
        closeLater();
    }

    @Override
    public void violation(int code, String reason) {
        client.log(LOG).info("WebSocket of {} closed with code {}: {}", client.shown(), code, reason);
        if (!closing) {
            close(code, reason);
        }
    }

    @Override
    public ClientInfo client() {
        return client;
    }

    @Override
    public SessionLoop loop() {
        return port.sessionLoop;
    }

    @Override
    public ProtocolVersion version() {
        return version;
    }

    @Override
    public boolean webSocket() {
        return true;
    }

    @Override
    public boolean open() {
        return !closing && context.channel().isActive();
    }

    @Override
    public Object attachment() {
        return attachment;
    }

    @Override
    public void attach(Object newAttachment) {
        attachment = newAttachment;
    }

    @Override
    public void answer(byte[] lines) {
        if (lines.length == 0) {
            return;
        }
        answeredMillis = port.sessionLoop.nowMillis();
        ByteBuf frame = FrameWriter.text(context.alloc(), lines, 0, lines.length, port.maxFrameBytes);
        context.write(frame, context.voidPromise());
        if (!port.loop.current()) {
            context.flush();
            return;
        }
        if (!flushArmed) {
            flushArmed = true;
            // Twice: behind the session, which writes at the end of the turn and flushes for both.
            port.loop.afterTurn(() -> port.loop.afterTurn(this::flushAnswers));
        }
        if (context.channel().bytesBeforeWritable() > MOST_UNREAD_ANSWER_BYTES) {
            context.channel().config().setAutoRead(false);
        }
    }

    /** When the last answer was written, 0 before the first. Any thread. */
    long answeredMillis() {
        return answeredMillis;
    }

    @Override
    public void answerNothing() {
        // A WebSocket has no response to complete.
    }

    @Override
    public StreamConnection openStream(long contentLength) {
        WebSocketStream opened = new WebSocketStream(context, port, this);
        if (port.loop.current()) {
            begin(opened);
        } else {
            port.loop.execute(() -> begin(opened));
        }
        return opened;
    }

    @Override
    public void closeAfterAnswers() {
        if (port.loop.current()) {
            close(FrameParser.NORMAL, "as agreed");
        } else {
            port.loop.execute(() -> close(FrameParser.NORMAL, "as agreed"));
        }
    }

    /** The session has left its stream; on the socket's loop. */
    void streamFinished(WebSocketStream ended, boolean closeSocket) {
        if (stream == ended) {
            stream = null;
        }
        finished = closeSocket ? null : ended;
        if (closeSocket) {
            close(FrameParser.NORMAL, "as agreed");
        } else {
            context.flush();
        }
    }

    private void begin(WebSocketStream opened) {
        if (closing) {
            opened.socketLost();
        } else {
            stream = opened;
            finished = null;
        }
    }

    /** Sends a close frame and waits for the client's, unless the client does not know the rules anyway. */
    private void close(int code, String reason) {
        if (closing) {
            return;
        }
        client.log(LOG).debug("Closing WebSocket of {} with code {}: {}", client.shown(), code, reason);
        closing = true;
        loseStream();
        context.write(FrameWriter.close(context.alloc(), code), context.voidPromise());
        if (code == FrameParser.NORMAL) {
            context.flush();
            closeLater();
        } else {
            cancelTimer();
            Sockets.farewell(context);
        }
    }

    private void closeLater() {
        cancelTimer();
        long wait = port.config.connections().webSocket().maxClosingWaitMillis();
        timer = context.executor().schedule(() -> Sockets.cut(context), wait > 0 ? wait : LEAST_UNUSED_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    private void loseStream() {
        WebSocketStream lost = stream;
        stream = null;
        if (lost != null) {
            lost.socketLost();
        }
    }

    private void flushAnswers() {
        flushArmed = false;
        context.flush();
    }

    /** A client that begins a message has {@code read_timeout_millis} to send more of it. */
    private void watchIncomplete() {
        cancelTimer();
        long limit = port.config.connections().readTimeoutMillis();
        if (limit > 0 && parser.incomplete()) {
            timer = context.executor().schedule(() -> Sockets.cut(context), limit, TimeUnit.MILLISECONDS);
        }
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }
}
