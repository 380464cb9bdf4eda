package dev.sluice.server.session;

import dev.sluice.server.protocol.ErrorCode;
import dev.sluice.server.protocol.LineBuffer;
import dev.sluice.server.protocol.NotificationWriter;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * What ties a session to the connection that carries it: a bind makes the tie; {@code LOOP}, a loss, the next bind and the end undo
 * it. On the session's loop.
 */
public final class StreamBinding implements StreamConnection.Listener {

    private static final Logger LOG = LoggerFactory.getLogger("LightstreamerLogger.requests");
    private static final long NEVER = Long.MAX_VALUE;
    /** Clients give up the response to a recovery that is not complete after four seconds; what is left follows on the next. */
    private static final long REPEAT_MILLIS = 3_000;
    /** Room for the lines before and after a line that fills a response. */
    private static final int HEAD_ROOM = 4096;
    /** Stands for the text of an {@code END} that the response has no room for. */
    private static final String MESSAGE_SKIPPED = "[Custom message skipped]";

    private final Session session;
    private final SessionSettings settings;
    private final SessionRegistry registry;
    private final SessionLoop loop;
    private final Progress progress;
    private final Outbox outbox;
    private final StreamClock clock;
    private final StreamHead head = new StreamHead();
    private final LastStream last = new LastStream();
    /** Whoever the answer to the create request depends on; null when it is given. */
    private Consumer<EndCause> unanswered;

    StreamBinding(Session session, SessionSettings settings, SessionRegistry registry) {
        this.session = session;
        this.settings = settings;
        this.registry = registry;
        this.loop = session.loop();
        boolean kept = recovers() && (settings.maxRecoveryBytes() > 0 || settings.maxRecoveryPollBytes() != 0);
        this.progress = new Progress(kept ? new SentLog(settings.recoveryMillis(), settings.maxRecoveryBytes(),
                settings.maxRecoveryPollBytes()) : null);
        this.outbox = new Outbox(loop, session, progress, settings.randomKeepalive());
        this.clock = new StreamClock(settings);
    }

    Outbox outbox() {
        return outbox;
    }

    LastStream last() {
        return last;
    }

    private boolean recovers() {
        return settings.recoveryMillis() > 0 && session.version().recovery();
    }

    // ---- what a bind asks before -----------------------------------------------------------------------------------

    /** Whether everything after data notification {@code from} can be repeated. */
    public boolean canRecover(long from) {
        return progress.canRepeat(from);
    }

    /**
     * Whether a plain bind was overtaken by a recovery that its client asked for later: it must not be carried out.
     *
     * @param webSocket identity of the WebSocket the bind came from, null for HTTP
     */
    public boolean overtakes(Object webSocket) {
        return last.overtakes(webSocket);
    }

    /** Earliest time at which the next poll may begin. */
    public long nextPollMillis() {
        return clock.boundMillis() + settings.minInterpollMillis();
    }

    /** Least body of the next response, when its length must be told beforehand: the last one was too short for a line. */
    public long leastBodyBytes() {
        return outbox.needed() == 0 ? 0 : outbox.needed() + HEAD_ROOM;
    }

    // ---- bind and LOOP ---------------------------------------------------------------------------------------------

    /**
     * The create request is not answered before something else is: from now on the session waits for its first stream as long as for
     * any other.
     *
     * @param end told once when the session ends before its first stream, in place of who was given before; on the session's loop
     */
    public void awaitFirst(Consumer<EndCause> end) {
        loop.assertCurrent();
        long now = loop.nowMillis();
        unanswered = end;
        last.awaitFirst(now, settings.timeoutMillis());
        session.reschedule(now);
    }

    void bind(StreamConnection stream, StreamTerms granted, boolean created, long recoveryFrom, BindOrigin from) {
        loop.assertCurrent();
        unanswered = null;
        long now = loop.nowMillis();
        boolean recovery = recoveryFrom >= 0;
        if (!recovery && last.unseen()) {
            progress.forgetStream();
        }
        if (recoveryFrom <= 0 && granted.polling() && !stream.webSocket()) {
            unheard();
        }
        supersede(recovery);
        last.begin(from, granted.polling(), recovery);
        session.counts().bound(granted.polling(), stream.webSocket());
        clock.begin(granted, now);
        stream.listener(this, loop.thread());
        LineBuffer out = loop.scratch();
        head.write(out, session, settings, granted, stream.webSocket(), created, recoveryFrom, from);
        if (recovery) {
            progress.repeatAfter(recoveryFrom);
        }
        long idle = clock.idleMillis(outbox.wroteData());
        outbox.open(stream, granted, out, now);
        if (last.bound() && granted.polling()) {
            boolean atOnce = outbox.wroteData() || created && !stream.webSocket() && !session.version().createWaits();
            clock.endPollBy(progress.owed() ? now + REPEAT_MILLIS : atOnce ? now : now + idle);
        }
        session.reschedule(now);
    }

    /** The client goes on without a stream of which nothing has come; when it was an HTTP stream that lasts, the operator is told. */
    public void unheard() {
        SessionPeer peer = last.peer();
        if (peer != null && last.endless()) {
            Level level = registry.firstWithheld(peer.socketName()) ? Level.WARN : Level.DEBUG;
            session.log(LOG).atLevel(level).log("Session {}: nothing of its HTTP stream through \"{}\" has reached its client, which polls"
                    + " from now on. A balancer or proxy between them keeps responses back until they end: switch its buffering off, in"
                    + " nginx by proxy_buffering off, or by the header X-Accel-Buffering: no in response_http_headers of the socket."
                    + " Told once per socket", session.id(), peer.socketName());
        }
    }

    private void supersede(boolean recovery) {
        StreamConnection old = outbox.detach();
        if (old == null) {
            return;
        }
        session.counts().responded();
        if (recovery) {
            old.abort();
        } else {
            LineBuffer out = loop.scratch();
            EndCause taken = EndCause.of(ErrorCode.TAKEN_OVER, "taken over");
            NotificationWriter.end(out, taken.code(), taken.text());
            outbox.log(out.array(), out.length());
            old.write(out.array(), 0, out.length());
            old.flush();
            old.finish(true);
        }
    }

    /** Ends the stream with {@code LOOP}; the session waits for a bind. A session without a stream is left alone. */
    void loopStream(long expectedDelayMillis, boolean closeSocket) {
        loop.assertCurrent();
        if (!last.bound()) {
            return;
        }
        long now = loop.nowMillis();
        LineBuffer out = new LineBuffer(16);
        NotificationWriter.loop(out, expectedDelayMillis);
        outbox.writeNow(out.copy(), now);
        StreamConnection stream = outbox.detach();
        last.loop(stream, now, expectedDelayMillis + settings.timeoutMillis());
        session.counts().responded();
        stream.finish(closeSocket);
        clock.end();
        session.reschedule(now);
    }

    /** Reason {@code force_rebind}: the pause the client announced is cut to the configured maximum. */
    public void forceRebind(long pollingMillis, boolean closeSocket) {
        loopStream(Math.min(pollingMillis, settings.maxPollingMillis()), closeSocket);
    }

    // ---- loss ------------------------------------------------------------------------------------------------------

    @Override
    public void onWritable() {
        if (outbox.waiting()) {
            loop.touch(outbox);
        }
    }

    @Override
    public void onLost(StreamConnection lost) {
        loop.assertCurrent();
        if (!last.bound() || outbox.connection() != lost) {
            return;
        }
        long now = loop.nowMillis();
        outbox.detach();
        clock.end();
        session.happened("its connection broke");
        last.lose(now, settings.recoveryMillis());
        session.counts().responded();
        if (recovers()) {
            session.log(LOG).debug("Session {}: connection lost, waiting {} ms for a recovery", session.id(), settings.recoveryMillis());
            session.reschedule(now);
        } else {
            session.close(EndCause.silent("its connection broke and recovery is off"), false);
        }
    }

    @Override
    public void onEndInDoubt(StreamConnection ended) {
        if (last.loopedOn(ended)) {
            awaitRecovery();
        }
    }

    /** The client of a session without a stream has lost a connection: it will ask for a recovery, and is waited for that long. */
    public void awaitRecovery() {
        loop.assertCurrent();
        long now = loop.nowMillis();
        if (recovers() && last.doubt(now, settings.recoveryMillis())) {
            session.log(LOG).debug("Session {}: connection lost after LOOP, waiting {} ms for a recovery", session.id(),
                    settings.recoveryMillis());
            session.reschedule(now);
        }
    }

    // ---- the end ---------------------------------------------------------------------------------------------------

    /** Tells the client why its session ends, when it is to be told, and lets go of the connection; null when there was none. */
    StreamConnection end(EndCause cause, long now) {
        StreamConnection stream = outbox.connection();
        if (stream != null && cause.told()) {
            LineBuffer out = new LineBuffer(64);
            NotificationWriter.end(out, cause.code(), cause.text());
            if (!outbox.fits(out.length())) {
                out.clear();
                NotificationWriter.end(out, cause.code(), MESSAGE_SKIPPED);
            }
            outbox.writeNow(out.copy(), now);
        }
        outbox.detach();
        last.end();
        if (stream != null) {
            session.counts().responded();
        }
        Consumer<EndCause> asked = unanswered;
        unanswered = null;
        if (asked != null) {
            asked.accept(cause);
        }
        return stream;
    }

    // ---- time ------------------------------------------------------------------------------------------------------

    /** The client spoke. */
    void onRequest() {
        clock.requested(loop.nowMillis());
    }

    /** Bytes were written on the stream. */
    void onWritten(boolean data) {
        clock.written(data);
    }

    /** What the turn brought has been written, or waits. */
    void onFlushed(long now) {
        if (!last.bound()) {
            return;
        }
        if (clock.terms().polling() && outbox.wroteData()) {
            boolean more = outbox.waiting() && outbox.bandwidthDueMillis(now) == NEVER;
            clock.endPollBy(more ? NEVER : now + settings.maxDelayMillis());
            session.reschedule(now);
        } else if (outbox.waiting() || settings.randomKeepalive()) {
            session.reschedule(now);
        }
    }

    /** No further line fits the response. */
    void onResponseFull() {
        loopStream(clock.terms().polling() ? clock.terms().pollingMillis() : 0, false);
    }

    /** When to look next at the stream, or at the absence of one. */
    long dueMillis(long now) {
        return last.bound() ? Math.min(clock.dueMillis(outbox.lastWriteMillis()), outbox.bandwidthDueMillis(now))
                : last.awaitedUntil();
    }

    /** Does what is due on the stream, if there is one. */
    void onTime(long now) {
        if (!last.bound()) {
            return;
        }
        if (clock.pollOver(now)) {
            // in a long turn the timer comes before the write at its end, and what is ready belongs into this response
            outbox.flush(now);
            if (last.bound()) {
                loopStream(clock.terms().pollingMillis(), false);
            }
            return;
        }
        outbox.retry();
        if (clock.terms().polling()) {
            return;
        }
        if (clock.streamOver(now)) {
            loopStream(0, false);
            return;
        }
        outbox.heedAnswers();
        LineBuffer out = new LineBuffer(16);
        clock.writeDue(out, now, outbox.lastWriteMillis());
        if (out.length() > 0 && outbox.full(out.length())) {
            loopStream(0, false);
        } else if (out.length() > 0) {
            outbox.writeNow(out.copy(), now);
        }
    }
}
