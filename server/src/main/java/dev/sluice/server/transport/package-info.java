/**
 * Sockets: listening addresses, TLS, HTTP and WebSocket, and the static pages on the same ports.
 *
 * <p>Enters: bytes of clients. Leaves: whole requests to {@link dev.sluice.server.request.RequestEntry}; bytes of answers
 * and streams to the sockets. Vert.x accepts connections and does TLS and the PROXY protocol; everything after that is our
 * own handlers in the Netty pipeline, because a {@code NetSocket} or {@code HttpServer} costs ten times their memory.
 * A connection lives on the event loop that accepted it; whoever calls from another thread is handed over by the channel.
 */
package dev.sluice.server.transport;
