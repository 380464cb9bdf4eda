package dev.sluice.server.request;

import dev.sluice.server.config.PortType;
import dev.sluice.server.config.SocketConfig;
import dev.sluice.server.config.TlsConfig;
import dev.sluice.server.session.SessionPeer;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.helpers.NOPLogger;

/**
 * What is known of the peer of one HTTP request or WebSocket, decided when its head was read.
 *
 * @param socket    the listening socket it came through
 * @param address   client address without brackets, after PROXY protocol and X-Forwarded-For rules
 * @param port      port that belongs to the endpoint, after the PROXY protocol
 * @param endpoint  address of the other end of the TCP connection, which may be a balancer
 * @param forwarded client-side part of the X-Forwarded-For list, nearest last; never null
 * @param headers   lower-case names, repeated headers joined by a comma; mutable, one instance per connection
 * @param principal subject of the TLS client certificate, or null
 * @param silent    left out of the log ({@code no_logging_ip})
 */
public record ClientInfo(SocketConfig socket, String address, int port, String endpoint, List<String> forwarded,
                         Map<String, String> headers, Principal principal, boolean silent)
        implements SessionPeer {

    /** {@code name} of the listening socket ({@code http_server@name}). */
    @Override
    public String socketName() {
        return socket.name();
    }

    /** Declared use of the listening socket. */
    public PortType portType() {
        return socket.portType();
    }

    /** Whether the connection is behind TLS. */
    public boolean secure() {
        return socket.secure();
    }

    /** Whether the socket asks for client certificates ({@code use_client_auth}). */
    public boolean clientAuth() {
        return socket.secure() && socket.tls().clientAuth() != TlsConfig.ClientAuth.NONE;
    }

    /** Whether the client may be told its address ({@code CLIENTIP}). */
    public boolean tellAddress() {
        return !socket.clients().privateAddress();
    }

    /** Where to log what this client does: nowhere, when it is to leave no trace. */
    public Logger log(Logger logger) {
        return silent ? NOPLogger.NOP_LOGGER : logger;
    }

    /**
     * The client for a line of the log: where its connection comes from, or what the PROXY protocol says; the address found, when
     * that is another; and what its own proxies say, when the socket is told to log it.
     */
    public String shown() {
        String peer = socket.clients().proxyProtocol() ? address : endpoint;
        StringBuilder text = new StringBuilder(peer).append(':').append(port);
        if (!peer.equals(address)) {
            text.append(" for ").append(address);
        }
        if (socket.clients().logForwards() && !forwarded.isEmpty()) {
            text.append(" behind ").append(String.join(", ", forwarded));
        }
        return text.toString();
    }

    /** {@code user-agent} header, or null. */
    @Override
    public String userAgent() {
        return headers.get("user-agent");
    }
}
