package dev.sluice.server.transport;

import dev.sluice.server.config.YesNoAuto;
import dev.sluice.server.counters.Counter;
import dev.sluice.server.protocol.LogText;
import dev.sluice.server.request.ClientInfo;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.NOPLogger;

/**
 * Reads the requests of one HTTP connection and has them answered one after the other. What a client sends ahead waits, also while it
 * does not read the answers; beyond a limit its socket is not read.
 */
final class HttpEndpoint extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger("LightstreamerLogger.connections.http");
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final PortContext port;
    private final Peer peer;
    private ChannelHandlerContext context;
    private ScheduledFuture<?> timer;
    private StallWatch stall;
    private long lastActivityNanos = System.nanoTime();
    private HttpRequest request;
    private ByteBuf body;
    private HttpExchange exchange;
    /** The stream that was the last response, as long as no request has followed. */
    private HttpStreamConnection finished;
    private final RequestsAhead ahead = new RequestsAhead();
    private boolean draining;
    private boolean closing;

    HttpEndpoint(PortContext port, Peer peer) {
        this.port = port;
        this.peer = peer;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        if (port.config.connections().readTimeoutMillis() > 0) {
            checkIdle();
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (timer != null) {
            timer.cancel(false);
        }
        stall = StallWatch.end(stall);
        forget();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        lastActivityNanos = System.nanoTime();
        if (closing || !(message instanceof HttpObject object)) {
            ReferenceCountUtil.release(message);
        } else if (exchange != null || !ahead.isEmpty() || !ctx.channel().isWritable()) {
            enqueue(object);
        } else {
            take(object);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        stall = StallWatch.end(stall);
        if (!ctx.channel().isWritable()) {
            stall = StallWatch.start(ctx, port.config.connections().writeTimeoutMillis());
        } else if (exchange != null) {
            exchange.socketWritable();
        } else {
            // posted, because it may happen inside the write of an answer
            ctx.executor().execute(this::drain);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        closing = true;
        port.connections.decrementAndGet();
        Sockets.countEnd(ctx, port.counts);
        port.counts.count(port.socket.secure() ? Counter.HTTPS_DISCONNECTIONS : Counter.HTTP_DISCONNECTIONS);
        forget();
        if (finished != null) {
            finished.socketLost();
        }
        if (exchange != null) {
            port.counts.count(Counter.HTTP_RESPONSES);
            HttpExchange lost = exchange;
            exchange = null;
            lost.socketLost();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (Sockets.foreign(cause)) {
            log().debug("Connection of {} failed: {}", peer, cause.toString());
        } else {
            LOG.error("Connection of {} closed after an unexpected error", peer, cause);
        }
        Sockets.cut(ctx, "broken");
    }

    /** The response of the current request, a stream or null, is on its way; the next request may be taken. */
    void completed(HttpStreamConnection stream, boolean reusable) {
        if (exchange != null && exchange.page) {
            port.counts.count(Counter.PAGE_RESPONSES);
        }
        port.counts.count(Counter.HTTP_RESPONSES);
        finished = reusable ? stream : null;
        exchange = null;
        lastActivityNanos = System.nanoTime();
        if (!reusable) {
            farewell();
        } else {
            context.flush();
            drain();
        }
    }

    /** Closes the connection unless a response is under way, which then closes it. */
    void closeIfIdle() {
        if (exchange == null && !closing) {
            farewell();
        }
    }

    private void enqueue(HttpObject object) {
        ahead.add(object);
        if (ahead.full()) {
            context.channel().config().setAutoRead(false);
        }
    }

    private void drain() {
        if (draining || ahead.isEmpty()) {
            return;
        }
        draining = true;
        while (exchange == null && !closing && !ahead.isEmpty() && context.channel().isWritable()) {
            take(ahead.poll());
        }
        draining = false;
        if (!ahead.full() && !context.channel().config().isAutoRead()) {
            context.channel().config().setAutoRead(true);
        }
    }

    private void take(HttpObject object) {
        try {
            if (object.decoderResult().isFailure()) {
                malformed(object.decoderResult().cause());
                return;
            }
            if (object instanceof HttpRequest head) {
                begin(head);
            }
            if (!closing && object instanceof HttpContent content) {
                append(content);
            }
        } finally {
            ReferenceCountUtil.release(object);
        }
    }

    private void begin(HttpRequest head) {
        request = head;
        boolean http10 = head.protocolVersion().compareTo(HttpVersion.HTTP_1_1) < 0;
        if (head.protocolVersion().majorVersion() != 1 || http10 && head.headers().contains(HttpHeaderNames.TRANSFER_ENCODING)) {
            refuse(400, "HTTP version or transfer encoding not served");
        } else if (!http10 && head.headers().getAll(HttpHeaderNames.HOST).size() != 1) {
            refuse(400, "no Host header, or several");
        } else if (HttpUtil.getContentLength(head, 0L) > port.maxRequestBytes) {
            refuse(413, "body too long");
        } else if (head.headers().contains(HttpHeaderNames.EXPECT)) {
            if (HttpUtil.is100ContinueExpected(head)) {
                context.writeAndFlush(Unpooled.wrappedBuffer(CONTINUE), context.voidPromise());
            } else if (!http10) {
                refuse(417, "unknown expectation");
            }
        }
    }

    private void append(HttpContent part) {
        ByteBuf bytes = part.content();
        int size = bytes.readableBytes() + (body == null ? 0 : body.readableBytes());
        if (size > port.maxRequestBytes) {
            refuse(413, "body too long");
            return;
        }
        boolean last = part instanceof LastHttpContent;
        if (last && body == null) {
            dispatch(bytes);
            return;
        }
        if (body == null) {
            body = context.alloc().heapBuffer(Math.max(256, bytes.readableBytes()));
        }
        body.writeBytes(bytes);
        if (last) {
            ByteBuf whole = body;
            body = null;
            try {
                dispatch(whole);
            } finally {
                whole.release();
            }
        }
    }

    private void dispatch(ByteBuf content) {
        HttpRequest head = request;
        request = null;
        finished = null;
        exchange = exchange(head);
        port.counts.count(Counter.HTTP_REQUESTS);
        if (!port.door.admits(exchange.client().address())) {
            LOG.info("Connection of {} closed: the node is stopped, or the address is banned", peer);
            Sockets.cut(context);
            return;
        }
        port.routes.route(exchange, content.toString(StandardCharsets.UTF_8));
    }

    private HttpExchange exchange(HttpRequest head) {
        HeaderMap headers = new HeaderMap(head.headers().size());
        for (Map.Entry<String, String> header : head.headers()) {
            headers.addLine(port.shared(header.getKey().toLowerCase(Locale.ROOT)), port.shared(header.getValue()));
        }
        int skip = port.socket.clients().skipLocalForwards();
        ClientAddress found = ClientAddress.find(peer.address(), headers.get("x-forwarded-for"), skip);
        if (found.missing() && !probe(head.uri())) {
            port.warnings.missingForwards(peer.address(), port.socket, found.forwarded().size());
        }
        ClientInfo client = new ClientInfo(port.socket, port.shared(found.address()), peer.port(), port.shared(peer.endpoint()),
                found.forwarded(), headers, peer.principal(), port.silent.contains(found.address()));
        boolean http11 = head.protocolVersion().compareTo(HttpVersion.HTTP_1_1) >= 0
                && port.config.connections().http11() != YesNoAuto.N;
        boolean close = head.headers().containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE, true);
        return new HttpExchange(this, context, port, client, head.method().name(), head.uri(), http11, !close);
    }

    /** Balancers ask for their own sake, so that there is nobody to forward for. */
    private static boolean probe(String uri) {
        return uri.endsWith("/healthcheck") || uri.endsWith("/livez") || uri.endsWith("/readyz");
    }

    private Logger log() {
        return port.silent.contains(peer.address()) ? NOPLogger.NOP_LOGGER : LOG;
    }

    private void malformed(Throwable cause) {
        if (context.pipeline().get(StrictRequestDecoder.class).sawProxyHeader()) {
            port.warnings.unexpectedHeader(port.socket);
        }
        int status = cause instanceof TooLongHttpLineException ? 414 : cause instanceof TooLongHttpHeaderException ? 431 : 400;
        refuse(status, String.valueOf(cause.getMessage()));
    }

    private void refuse(int status, String reason) {
        log().info("Request of {} refused with {}: {}", peer, status, LogText.of(reason));
        port.counts.count(Counter.UNRECOGNIZED_REQUESTS);
        StringBuilder head = port.heads.begin(status, Map.of());
        String origin = request == null ? null : request.headers().get(HttpHeaderNames.ORIGIN);
        OriginPolicy origins = port.routes.origins();
        if (origin != null && origins.accepts(origin, port.socket.secure(), request.headers().get(HttpHeaderNames.HOST))) {
            origins.grant(head, origin);
        }
        head.append("Content-Length: 0\r\nConnection: close\r\n\r\n");
        context.write(Unpooled.copiedBuffer(head, StandardCharsets.ISO_8859_1), context.voidPromise());
        farewell();
    }

    private void farewell() {
        closing = true;
        forget();
        Sockets.farewell(context);
    }

    private void forget() {
        if (body != null) {
            body.release();
            body = null;
        }
        ahead.release();
    }

    /** Whether the client has not taken all of its answers yet; how long it may take is for {@link StallWatch} to say. */
    private boolean unsent() {
        ChannelOutboundBuffer buffer = context.channel().unsafe().outboundBuffer();
        return buffer != null && buffer.totalPendingWriteBytes() > 0;
    }

    private void checkIdle() {
        long timeoutNanos = TimeUnit.MILLISECONDS.toNanos(port.config.connections().readTimeoutMillis());
        if (exchange != null || unsent()) {
            lastActivityNanos = System.nanoTime();
        }
        long idleNanos = System.nanoTime() - lastActivityNanos;
        if (idleNanos >= timeoutNanos) {
            log().debug("Connection of {} closed: silent for {} ms", peer, TimeUnit.NANOSECONDS.toMillis(idleNanos));
            context.close();
            return;
        }
        timer = context.executor().schedule(this::checkIdle, timeoutNanos - idleNanos, TimeUnit.NANOSECONDS);
    }
}
