package dev.sluice.server.config;

import java.util.List;

/**
 * One listening socket ({@code http_server} or {@code https_server}).
 *
 * @param name               unique name, told to clients in SERVNAME
 * @param port               1 to 65535; 0 in tests: any free port
 * @param backlog            accept queue, 0 = system default
 * @param portType           declared use
 * @param listeningInterface local address or name, null = any
 * @param responseHeaders    extra header lines of every response, copied ones first
 * @param clients            how the client address is found
 * @param tls                null on a plain socket
 * @param line               line of the block in the file, 0 when not read from a file
 */
public record SocketConfig(String name, int port, int backlog, PortType portType, String listeningInterface,
                           List<ResponseHeader> responseHeaders, ClientIdentification clients, TlsConfig tls, int line) {

    public SocketConfig {
        responseHeaders = List.copyOf(responseHeaders);
    }

    /** Whether the socket speaks TLS. */
    public boolean secure() {
        return tls != null;
    }

    /**
     * One line added to every response.
     *
     * @param name  lower case, without colon
     * @param value fixed value; null = copy the request's lines of that name
     */
    public record ResponseHeader(String name, String value) {

        /** Whether the lines of the request are copied. */
        public boolean echo() {
            return value == null;
        }
    }

    /**
     * How the address of the client is found and shown.
     *
     * @param privateAddress             do not send CLIENTIP
     * @param proxyProtocol              every connection opens with a PROXY header
     * @param proxyProtocolTimeoutMillis limit for reading it
     * @param skipLocalForwards          N-th X-Forwarded-For entry from the right is the client; 0 = ignore the header
     * @param logForwards                log the entries beyond the chosen one
     */
    public record ClientIdentification(boolean privateAddress, boolean proxyProtocol, long proxyProtocolTimeoutMillis,
                                       int skipLocalForwards, boolean logForwards) {
    }
}
