package dev.sluice.server.config;

/**
 * Limits and habits of every connection.
 *
 * @param readTimeoutMillis      inactivity while a request is read, and of an idle reusable connection
 * @param handshakeTimeoutMillis inactivity of one TLS handshake step
 * @param writeTimeoutMillis     one write
 * @param requestLimitBytes      GET whole; POST head and body apart; WebSocket message
 * @param http11                 N: everything answered as HTTP/1.0, no WebSocket
 * @param forwardCookies         leave the cookie header in what the metadata adapter sees
 * @param fullServerToken        {@code server_tokens}: name and version, or the name alone
 * @param sendBufferBytes        TCP send buffer of streaming sockets ({@code sendbuf})
 * @param webSocket              WebSocket settings
 */
public record ConnectionConfig(long readTimeoutMillis, long handshakeTimeoutMillis, long writeTimeoutMillis,
                               int requestLimitBytes, YesNoAuto http11, boolean forwardCookies, boolean fullServerToken,
                               int sendBufferBytes, WebSocketConfig webSocket) {

    /**
     * WebSocket settings.
     *
     * @param enabled               false (also when HTTP/1.1 is off): refuse every handshake at once
     * @param maxPongDelayMillis    longest wait before a ping is answered
     * @param maxClosingWaitMillis  wait for the peer's close frame
     * @param maxOutboundFrameBytes larger messages go out in several frames
     */
    public record WebSocketConfig(boolean enabled, long maxPongDelayMillis, long maxClosingWaitMillis,
                                  int maxOutboundFrameBytes) {
    }
}
