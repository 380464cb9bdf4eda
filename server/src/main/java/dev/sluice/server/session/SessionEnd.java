package dev.sluice.server.session;

import dev.sluice.server.protocol.ErrorCode;
import dev.sluice.server.protocol.LogText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of one session: when it comes by itself, and in which order client, registry, items and adapters are told. On its loop. */
final class SessionEnd {

    private static final Logger LOG = LoggerFactory.getLogger("LightstreamerLogger.requests");
    private static final long NEVER = Long.MAX_VALUE;

    private final Session session;
    private final StreamBinding binding;
    private final SessionRegistry registry;
    private final long lingerMillis;
    private long expiryDue = NEVER;

    /** @param lingerMillis how long items stay open after the client was heard of last, in case it comes back in a new session */
    SessionEnd(Session session, StreamBinding binding, SessionRegistry registry, long lingerMillis) {
        this.session = session;
        this.binding = binding;
        this.registry = registry;
        this.lingerMillis = lingerMillis;
    }

    /** The session is not to live longer than that. */
    void expireAt(long dueMillis) {
        expiryDue = dueMillis;
    }

    /** When the session's longest life is over. */
    long dueMillis() {
        return expiryDue;
    }

    /** Why the session ends now by itself; null when it goes on. */
    EndCause due(long now) {
        LastStream last = binding.last();
        if (now >= last.awaitedUntil()) {
            return EndCause.silent(last.state() == SessionState.BROKEN ? "no recovery after its connection broke"
                    : last.none() ? "the controls of its create request were not answered in time" : "no bind in time");
        }
        return now >= expiryDue ? EndCause.of(ErrorCode.DURATION_REACHED, "maximum duration reached") : null;
    }

    /** A bug of ours: the session ends, its client opens a new one, and the others of the loop do not notice. */
    void failed(Throwable bug) {
        LOG.error("Session {} ends after an unexpected error", session.id(), bug);
        session.close(EndCause.silent("an unexpected error of the node"), false);
    }

    /** Ends the session; once. */
    void carryOut(EndCause cause, boolean closeSocket) {
        session.log(LOG).info("Session {} of user {} closed: {}", session.id(), LogText.of(session.origin().user()), cause.log());
        long now = session.loop().nowMillis();
        StreamConnection stream = binding.end(cause, now);
        session.happened("closed: " + cause.log());
        session.counts().ended(cause);
        session.loop().timers().cancel(session);
        registry.remove(session, cause, now);
        session.subscriptions().closeAll(lingerMillis - binding.last().waitedMillis(now));
        if (stream != null) {
            if (cause.told()) {
                stream.finish(closeSocket || !stream.webSocket());
            } else {
                stream.abort();
            }
            stream.forget();
        }
        session.owner().sessionClosed(session, cause);
    }
}
