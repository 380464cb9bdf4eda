package dev.sluice.server.transport;

import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;

/** Reads HTTP requests and refuses what two readers could cut in two ways. */
final class StrictRequestDecoder extends HttpRequestDecoder {

    private static final int LEAST_HEADER_BYTES = 8192;

    /**
     * @param lineBytes   longest request line
     * @param headerBytes longest head
     */
    StrictRequestDecoder(int lineBytes, int headerBytes) {
        super(new HttpDecoderConfig().setMaxInitialLineLength(lineBytes)
                .setMaxHeaderSize(Math.max(LEAST_HEADER_BYTES, headerBytes)).setMaxChunkSize(65536)
                .setAllowDuplicateContentLengths(false).setStrictLineParsing(true).setUseRfc9112TransferEncoding(true));
    }

    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        throw new IllegalArgumentException(HttpHeaderNames.CONTENT_LENGTH + " beside "
                + HttpHeaderNames.TRANSFER_ENCODING);
    }
}
