package dev.sluice.server.request;

import java.security.Principal;
import java.util.List;
import java.util.Map;

/**
 * What is known of the peer of one HTTP request or WebSocket, decided when its head was read.
 *
 * @param socketName     {@code name} of the listening socket ({@code http_server@name})
 * @param address        client address without brackets, after PROXY protocol and X-Forwarded-For rules
 * @param port           port that belongs to the endpoint
 * @param forwarded      client-side part of the X-Forwarded-For list, nearest last; never null
 * @param headers        lower-case names, repeated headers joined by a comma; mutable, one instance per connection
 * @param principal      subject of the TLS client certificate, or null
 * @param clientAuth     true on a socket that asks for client certificates ({@code use_client_auth})
 * @param secure         true behind TLS
 * @param tellAddress    whether the client may be told its address ({@code CLIENTIP})
 */
public record ClientInfo(String socketName, String address, int port, List<String> forwarded,
                         Map<String, String> headers, Principal principal, boolean clientAuth, boolean secure,
                         boolean tellAddress) {

    /** {@code user-agent} header, or null. */
    public String userAgent() {
        return headers.get("user-agent");
    }
}
