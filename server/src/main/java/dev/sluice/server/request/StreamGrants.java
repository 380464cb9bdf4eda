package dev.sluice.server.request;

import dev.sluice.server.protocol.ProtocolVersion;
import dev.sluice.server.protocol.StreamOptions;
import dev.sluice.server.session.SessionSettings;
import dev.sluice.server.session.StreamConnection;
import dev.sluice.server.session.StreamTerms;
import java.util.function.ToIntFunction;

/** What is granted of the stream a client asks for, within the limits of the configuration. Any thread. */
final class StreamGrants {

    /** Least body of a stream, so that a head and a line fit. */
    private static final long MIN_CONTENT_LENGTH = 4096;

    private final SessionSettings settings;
    private final ToIntFunction<String> contentLengthFor;

    /** @param contentLengthFor default body limit by User-Agent, which may be null */
    StreamGrants(SessionSettings settings, ToIntFunction<String> contentLengthFor) {
        this.settings = settings;
        this.contentLengthFor = contentLengthFor;
    }

    /** Body limit of an HTTP response. */
    long contentLength(StreamOptions asked, ClientInfo client) {
        long wanted = asked.contentLength() > 0 ? asked.contentLength()
                : contentLengthFor.applyAsInt(client.userAgent());
        return Math.max(MIN_CONTENT_LENGTH, wanted);
    }

    /** The terms of a stream. */
    StreamTerms terms(StreamOptions asked, StreamConnection stream, long contentLength, ProtocolVersion version) {
        boolean polling = asked.polling();
        boolean webSocket = stream.webSocket();
        long keepalive = asked.keepaliveMillis() <= 0 ? settings.defaultKeepaliveMillis()
                : Math.max(settings.minKeepaliveMillis(), Math.min(settings.maxKeepaliveMillis(), asked.keepaliveMillis()));
        long maxIdle = webSocket ? settings.maxIdleMillis() : Math.min(settings.maxIdleMillis(), settings.maxHttpIdleMillis());
        return new StreamTerms(polling, Math.min(asked.pollingMillis(), settings.maxPollingMillis()),
                Math.min(asked.idleMillis(), maxIdle), keepalive,
                polling ? 0 : Math.max(0, asked.inactivityMillis()), asked.sendSync(), asked.reduceHead() && version.reducedHead(),
                webSocket ? Long.MAX_VALUE : Math.min(contentLength, stream.bodyLimit()),
                webSocket || polling ? 0 : settings.maxStreamingMillis());
    }
}
