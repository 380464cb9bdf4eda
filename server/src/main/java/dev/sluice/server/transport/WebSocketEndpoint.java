package dev.sluice.server.transport;

import dev.sluice.server.config.PortType;
import dev.sluice.server.counters.Counter;
import dev.sluice.server.protocol.LogText;
import dev.sluice.server.protocol.ProtocolVersion;
import dev.sluice.server.request.ClientInfo;
import dev.sluice.server.request.OldClients;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns an HTTP connection into a WebSocket, or says why not. */
final class WebSocketEndpoint {

    private static final Logger LOG = LoggerFactory.getLogger("LightstreamerLogger.connections.WS");
    private static final String ACCEPT_SALT = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final String TOKEN_SUFFIX = ".lightstreamer.com";
    private static final int KEY_CHARACTERS = 24;
    private static final List<String> HANDSHAKE_HEADERS =
            List.of("sec-websocket-key", "sec-websocket-extensions", "sec-websocket-version");
    private static final ProtocolVersion[] VERSIONS = new ProtocolVersion[ProtocolVersion.CURRENT.minor() + 1];
    private static final byte[] NOTHING = new byte[0];

    static {
        for (int minor = 0; minor < VERSIONS.length; minor++) {
            VERSIONS[minor] = new ProtocolVersion(minor);
        }
    }

    private WebSocketEndpoint() {
    }

    /** Answers a handshake; {@code originGranted} is the decision on its Origin header. */
    static void upgrade(HttpExchange exchange, boolean originGranted) {
        ClientInfo client = exchange.client();
        String token = chooseToken(client.headers().get("sec-websocket-protocol"));
        String key = client.headers().get("sec-websocket-key");
        PortContext port = exchange.port;
        boolean creationOnly = port.socket.portType() == PortType.CREATE_ONLY
                && port.cluster.get().refuseWebSocketOnCreateOnly();
        if (!port.config.connections().webSocket().enabled() || creationOnly || !exchange.reusable()) {
            refuse(exchange, 400, "WebSocket is disabled");
        } else if (!originGranted) {
            refuse(exchange, 403, "origin " + client.headers().get("origin") + " is not allowed");
        } else if (!exchange.method.equals("GET") || !holds(client, "upgrade", "websocket")
                || !holds(client, "connection", "upgrade") || key == null || key.length() != KEY_CHARACTERS) {
            refuse(exchange, 400, "not a WebSocket handshake");
        } else if (!"13".equals(client.headers().get("sec-websocket-version"))) {
            exchange.respond(426, null, "Sec-WebSocket-Version: 13\r\n", NOTHING, true);
        } else if (token == null) {
            String offered = client.headers().get("sec-websocket-protocol");
            if (offered != null && offered.endsWith(TOKEN_SUFFIX)) {
                exchange.port.routes.oldClients().tell(offered.startsWith("TLCP-") ? OldClients.Kind.OTHER_VERSION
                        : OldClients.Kind.WEB, client, "a WebSocket of " + offered);
            }
            refuse(exchange, 400, "no known subprotocol in " + offered);
        } else {
            accept(exchange, token, key);
        }
    }

    private static void accept(HttpExchange exchange, String token, String key) {
        StringBuilder head = exchange.head(101, null).append("Upgrade: websocket\r\nConnection: Upgrade\r\n")
                .append("Sec-WebSocket-Accept: ").append(acceptance(key)).append("\r\nSec-WebSocket-Protocol: ").append(token)
                .append("\r\n");
        exchange.write(head, NOTHING);
        // The handshake's own headers are no news to anybody, and a WebSocket keeps its headers for life.
        HeaderMap headers = (HeaderMap) exchange.client().headers();
        HANDSHAKE_HEADERS.forEach(headers::remove);
        headers.trim();
        ChannelHandlerContext http = exchange.context();
        ChannelPipeline pipeline = http.pipeline();
        WebSocketConnection connection = new WebSocketConnection(exchange.port, exchange.client(),
                VERSIONS[versionOf(token).minor()]);
        http.flush();
        exchange.port.counts.count(exchange.client().secure() ? Counter.WSS_UPGRADES : Counter.WS_UPGRADES);
        exchange.port.counts.count(Counter.HTTP_RESPONSES);
        pipeline.replace(http.name(), "websocket", connection);
        // Last: the decoder hands the bytes it has not read to the handler behind it.
        pipeline.remove(StrictRequestDecoder.class);
    }

    /** The offered token of the highest version we speak, as it was written; null when there is none. */
    static String chooseToken(String offered) {
        String chosen = null;
        if (offered != null) {
            for (String piece : offered.split(",")) {
                String token = piece.trim();
                ProtocolVersion version = versionOf(token);
                if (version != null && (chosen == null || version.minor() > versionOf(chosen).minor())) {
                    chosen = token;
                }
            }
        }
        return chosen;
    }

    private static ProtocolVersion versionOf(String token) {
        return token.endsWith(TOKEN_SUFFIX)
                ? ProtocolVersion.parse(token.substring(0, token.length() - TOKEN_SUFFIX.length())) : null;
    }

    private static boolean holds(ClientInfo client, String header, String value) {
        String list = client.headers().get(header);
        if (list != null) {
            for (String piece : list.split(",")) {
                if (piece.trim().toLowerCase(Locale.ROOT).equals(value)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static void refuse(HttpExchange exchange, int status, String reason) {
        exchange.client().log(LOG).info("WebSocket of {} refused: {}", exchange.client().shown(), LogText.of(reason));
        exchange.refuse(status);
    }

    private static String acceptance(String key) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-1");
            return Base64.getEncoder().encodeToString(digest.digest((key + ACCEPT_SALT).getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
