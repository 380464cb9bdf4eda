package dev.sluice.server.session;

/**
 * Where a bind comes from.
 *
 * @param peer       the other end of its connection
 * @param webSocket  identity of the WebSocket it came over, null for HTTP
 * @param serverName name of the listening socket, or null when the client is not told
 * @param address    address of the client, or null when it is not told
 */
public record BindOrigin(SessionPeer peer, Object webSocket, String serverName, String address) {
}
