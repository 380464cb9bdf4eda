package dev.sluice.server.request;

import dev.sluice.server.protocol.LogText;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in the log which client libraries come here that do not speak our TLCP: their requests can only be refused, and whoever
 * wonders why a client does not connect will look there. One line per kind and minute. Any thread.
 */
public final class OldClients {

    /** Client libraries by what they ask for. */
    public enum Kind {
        /** Asks for pages and scripts. */
        WEB("a Web client library older than 8.0; update it"),
        /** Asks for text in the protocol before TLCP, which names no version. */
        NATIVE("a client library from before TLCP 2.0; update it"),
        /** Names a version of TLCP that is not spoken here. */
        OTHER_VERSION("a client library of another TLCP than 2.0 to 2.5; use one of those"),
        /** Asks for serialised objects or for the resources of Flash and Silverlight clients. */
        RICH("a Flash, Flex, Silverlight or Java ME client library from before TLCP; replace it");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger("LightstreamerLogger.requests");
    private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final AtomicLongArray quietUntil = new AtomicLongArray(Kind.values().length);

    /** Nothing was told yet. */
    public OldClients() {
        for (Kind kind : Kind.values()) {
            quietUntil.set(kind.ordinal(), System.nanoTime());
        }
    }

    /** The kind that names this protocol, null for none, in LS_protocol. */
    public static Kind naming(String protocol) {
        return protocol != null && protocol.startsWith("TLCP-") ? Kind.OTHER_VERSION : Kind.NATIVE;
    }

    /** The kind that asks for this resource, which begins with a slash; null when none is known to. */
    public static Kind asking(String resource) {
        String name = resource.substring(1);
        int dot = name.lastIndexOf('.');
        return switch (dot < 0 ? "" : name.substring(dot + 1)) {
            case "js", "html" -> Kind.WEB;
            case "txt" -> Kind.NATIVE;
            case "swf", "xml", "bin", "amf" -> Kind.RICH;
            default -> name.startsWith("STREAM_IN_PROGRESS") ? Kind.WEB : null;
        };
    }

    /** Tells of a request that was refused, unless its kind was told of within the last minute. */
    public void tell(Kind kind, ClientInfo client, String request) {
        long now = System.nanoTime();
        long until = quietUntil.get(kind.ordinal());
        if (now - until >= 0 && quietUntil.compareAndSet(kind.ordinal(), until, now + QUIET_NANOS)) {
            client.log(LOG).warn("Refused {} of {} (User-Agent {}): this looks like {}. No more is said of such requests for a"
                    + " minute", shown(request), client.shown(), shown(client.userAgent()), kind.words);
        }
    }

    private static String shown(String text) {
        return text == null ? "none" : LogText.of(text);
    }
}
