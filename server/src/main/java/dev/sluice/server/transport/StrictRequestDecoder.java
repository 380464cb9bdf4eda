package dev.sluice.server.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.util.List;

/** Reads HTTP requests and refuses what two readers could cut in two ways. */
final class StrictRequestDecoder extends HttpRequestDecoder {

    private static final int LEAST_HEADER_BYTES = 8192;
    private static final byte[] PROXY_1 = {'P', 'R', 'O', 'X', 'Y'};
    /** Beginning of the signature of version 2. */
    private static final byte[] PROXY_2 = {'\r', '\n', '\r', '\n', 0};

    private boolean begun;
    private boolean proxyHeader;

    /**
     * @param lineBytes   longest request line
     * @param headerBytes longest head
     */
    StrictRequestDecoder(int lineBytes, int headerBytes) {
        super(new HttpDecoderConfig().setMaxInitialLineLength(lineBytes)
                .setMaxHeaderSize(Math.max(LEAST_HEADER_BYTES, headerBytes)).setMaxChunkSize(65536)
                .setAllowDuplicateContentLengths(false).setStrictLineParsing(true).setUseRfc9112TransferEncoding(true));
    }

    /** Whether the connection began with a PROXY header, for which nobody here waits. */
    boolean sawProxyHeader() {
        return proxyHeader;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf bytes, List<Object> out) throws Exception {
        if (!begun && bytes.readableBytes() >= PROXY_1.length) {
            begun = true;
            proxyHeader = begins(bytes, PROXY_1) || begins(bytes, PROXY_2);
        }
        super.decode(context, bytes, out);
    }

    private static boolean begins(ByteBuf bytes, byte[] mark) {
        for (int i = 0; i < mark.length; i++) {
            if (bytes.getByte(bytes.readerIndex() + i) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        throw new IllegalArgumentException(HttpHeaderNames.CONTENT_LENGTH + " beside "
                + HttpHeaderNames.TRANSFER_ENCODING);
    }
}
