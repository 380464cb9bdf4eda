package dev.sluice.server.transport;

import dev.sluice.server.config.YesNoAuto;
import dev.sluice.server.protocol.ProtocolVersion;
import dev.sluice.server.request.ClientConnection;
import dev.sluice.server.request.ClientInfo;
import dev.sluice.server.session.SessionLoop;
import dev.sluice.server.session.StreamConnection;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import java.nio.charset.StandardCharsets;

/** One HTTP request and its response. */
final class HttpExchange implements ClientConnection {

    private static final byte[] NOTHING = new byte[0];
    private static final String PROTOCOL_PARAMETER = "LS_protocol=";

    final PortContext port;
    final String method;
    final String path;
    final String query;
    private final HttpEndpoint endpoint;
    private final ChannelHandlerContext context;
    private final ClientInfo client;
    private final boolean http11;
    private final boolean reusable;
    /** Whether it asks for a page. */
    boolean page;
    private boolean keepAlive;
    private String grantedOrigin;
    private boolean answered;
    private HttpStreamConnection stream;
    private Object attachment;
    private volatile boolean gone;

    /**
     * @param target    request target as received
     * @param http11    false for an older client
     * @param keepAlive whether the connection may serve further requests
     */
    HttpExchange(HttpEndpoint endpoint, ChannelHandlerContext context, PortContext port, ClientInfo client,
                 String method, String target, boolean http11, boolean keepAlive) {
        this.endpoint = endpoint;
        this.context = context;
        this.port = port;
        this.client = client;
        this.method = method;
        this.http11 = http11;
        this.reusable = keepAlive && http11;
        this.keepAlive = reusable;
        String relative = target;
        int scheme = target.indexOf("://");
        if (scheme > 0 && target.charAt(0) != '/') {
            int slash = target.indexOf('/', scheme + 3);
            relative = slash < 0 ? "/" : target.substring(slash);
        }
        int mark = relative.indexOf('?');
        this.path = mark < 0 ? relative : relative.substring(0, mark);
        this.query = mark < 0 ? null : relative.substring(mark + 1);
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
        if (query == null) {
            return null;
        }
        for (String parameter : query.split("&")) {
            if (parameter.startsWith(PROTOCOL_PARAMETER)) {
                return ProtocolVersion.parse(parameter.substring(PROTOCOL_PARAMETER.length()));
            }
        }
        return null;
    }

    @Override
    public boolean webSocket() {
        return false;
    }

    @Override
    public boolean open() {
        return !gone && context.channel().isActive();
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
        if (compresses() && lines.length >= port.config.streams().compressionThresholdBytes()) {
            byte[] body = Gzip.whole(lines);
            home(() -> respond(200, ResponseHead.PLAIN, ResponseHead.NOT_CACHED + Gzip.HEADERS, body, true));
        } else {
            home(() -> respond(200, ResponseHead.PLAIN, ResponseHead.NOT_CACHED, lines, true));
        }
    }

    /** {@code use_compression}: AUTO leaves it off, since what is sent is short and the processor is the scarcer thing. */
    private boolean compresses() {
        return port.config.streams().compression() == YesNoAuto.Y && takesGzip();
    }

    /** Whether the client takes compressed bodies and is told of HTTP/1.1. */
    boolean takesGzip() {
        return http11 && Gzip.accepted(client.headers());
    }

    @Override
    public void answerNothing() {
        answer(NOTHING);
    }

    @Override
    public StreamConnection openStream(long contentLength) {
        boolean chunked = reusable && port.config.streams().chunked() != YesNoAuto.N;
        Gzip gzip = chunked && compresses() ? new Gzip() : null;
        HttpStreamConnection opened = new HttpStreamConnection(context, port, this, chunked, contentLength, gzip);
        home(() -> begin(opened, chunked, contentLength, gzip != null));
        return opened;
    }

    @Override
    public void closeAfterAnswers() {
        home(() -> {
            keepAlive = false;
            endpoint.closeIfIdle();
        });
    }

    /** Whether the client speaks HTTP/1.1 and did not ask to close. */
    boolean reusable() {
        return reusable;
    }

    ChannelHandlerContext context() {
        return context;
    }

    /** Lets pages of this origin read the response. */
    void grantOrigin(String origin) {
        grantedOrigin = origin;
    }

    /**
     * Sends a whole response; on the socket's loop.
     *
     * @param extra    further header lines, each ended by CR LF
     * @param sendBody false for HEAD: the length is told, the body is not sent
     */
    void respond(int status, String contentType, String extra, byte[] body, boolean sendBody) {
        if (answered || gone) {
            return;
        }
        answered = true;
        StringBuilder head = head(status, contentType).append(extra);
        if (status != 304) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        write(head, sendBody ? body : NOTHING);
        complete(keepAlive);
    }

    /** Sends an error without a page of its own and closes the connection. */
    void refuse(int status) {
        keepAlive = false;
        respond(status, ResponseHead.PLAIN, "", NOTHING, true);
    }

    /** The response is complete; on the socket's loop. */
    void complete(boolean mayContinue) {
        HttpStreamConnection ended = stream;
        stream = null;
        endpoint.completed(ended, mayContinue && keepAlive);
    }

    /** The socket is gone; on its loop. */
    void socketLost() {
        gone = true;
        if (stream != null) {
            stream.socketLost();
        }
    }

    /** The socket takes bytes again; on its loop. */
    void socketWritable() {
        if (stream != null) {
            stream.socketWritable();
        }
    }

    StringBuilder head(int status, String contentType) {
        StringBuilder head = port.heads.begin(status, client.headers());
        if (contentType != null) {
            head.append("Content-Type: ").append(contentType).append("\r\n");
        }
        if (grantedOrigin != null) {
            port.routes.origins().grant(head, grantedOrigin);
        }
        return head;
    }

    /** Writes a head, its empty line, and a body, without flushing. */
    void write(StringBuilder head, byte[] body) {
        head.append(keepAlive ? "\r\n" : "Connection: close\r\n\r\n");
        ByteBuf buffer = context.alloc().directBuffer(head.length() + body.length, head.length() + body.length);
        buffer.writeCharSequence(head, StandardCharsets.ISO_8859_1);
        context.write(buffer.writeBytes(body), context.voidPromise());
    }

    private void begin(HttpStreamConnection opened, boolean chunked, long contentLength, boolean compressed) {
        if (answered || gone) {
            opened.socketLost();
            return;
        }
        answered = true;
        stream = opened;
        keepAlive &= chunked;
        String type = port.config.streams().enrichedContentType() ? ResponseHead.ENRICHED : ResponseHead.PLAIN;
        StringBuilder head = head(200, type).append(ResponseHead.NOT_CACHED);
        if (chunked) {
            head.append(compressed ? Gzip.HEADERS : "").append("Transfer-Encoding: chunked\r\n");
        } else {
            head.append("Content-Length: ").append(contentLength).append("\r\n");
        }
        write(head, NOTHING);
    }

    private void home(Runnable task) {
        if (port.loop.current()) {
            task.run();
        } else {
            port.loop.execute(task);
        }
    }
}
