package dev.sluice.server.session;

import dev.sluice.server.counters.Counter;
import dev.sluice.server.counters.Counts;
import dev.sluice.server.item.ItemUpdate;
import dev.sluice.server.protocol.ErrorCode;
import dev.sluice.server.protocol.LineBuffer;
import dev.sluice.server.protocol.NotificationWriter;
import dev.sluice.server.protocol.ProtocolVersion;
import dev.sluice.server.subscription.ItemSubscription;
import dev.sluice.server.subscription.SubscriptionOutput;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything one client owns: its subscriptions, its messages, its output, and the connection that carries it at the moment.
 * Lives on one loop; every method is called there.
 */
public final class Session extends Timed implements SubscriptionOutput, StreamConnection.Listener {

    private static final Logger LOG = LoggerFactory.getLogger("LightstreamerLogger.requests");
    private static final Logger LOSSES = LoggerFactory.getLogger("LightstreamerLogger.pump");
    private static final long NEVER = Long.MAX_VALUE;
    /** Clients give up the response to a recovery that is not complete after four seconds; what is left follows on the next. */
    private static final long REPEAT_MILLIS = 3_000;
    /** Stands for a bandwidth that is not managed. */
    static final double UNMANAGED = -1;
    /** Stands for the text of an {@code END} that the response has no room for. */
    private static final String MESSAGE_SKIPPED = "[Custom message skipped]";
    /** Room for the lines before and after a line that fills a response. */
    private static final int HEAD_ROOM = 4096;

    private final String id;
    private final SessionOrigin origin;
    private final SessionSettings settings;
    private final SessionLoop loop;
    private final long createdMillis;
    private final SessionOwner owner;
    private final SessionRegistry registry;
    private final Progress progress;
    private final Outbox outbox;
    private final SessionMessages messages;
    private final SessionSubscriptions subscriptions = new SessionSubscriptions(this);
    private SessionState state = SessionState.UNBOUND;
    private final StreamClock clock;
    private final StreamHead head = new StreamHead();
    private final Counts counts;
    private Carrier carrier = Carrier.NONE;
    /** The WebSocket of the last stream, null for HTTP; and the one its client gave up for a recovery elsewhere. */
    private Object source;
    private Object abandoned;
    private boolean recovering;
    /** The stream that ended with {@code LOOP}, until the next begins. */
    private StreamConnection looped;
    private long unboundDue = NEVER;
    private long unboundMillis;
    private long expiryDue = NEVER;
    private boolean prestarted;
    private double maxBandwidth;
    /** Null while nobody watches. */
    private SessionWatch watch;
    private double askedBandwidth;
    private double grantedBandwidth;
    private SessionPeer peer;
    private String clientId;

    /**
     * @param id      unguessable
     * @param origin  who it was created for
     * @param kbps    bandwidth limit in force, 0 for none
     */
    public Session(String id, SessionOrigin origin, double kbps, SessionSettings settings, SessionLoop loop,
                   SessionOwner owner, SessionRegistry registry) {
        this.id = id;
        this.origin = origin;
        this.settings = settings;
        this.loop = loop;
        this.createdMillis = loop.nowMillis();
        this.owner = owner;
        this.registry = registry;
        this.clock = new StreamClock(settings);
        boolean recovers = origin.version().recovery() && settings.recoveryMillis() > 0
                && (settings.maxRecoveryBytes() > 0 || settings.maxRecoveryPollBytes() != 0);
        this.progress = new Progress(recovers ? new SentLog(settings.recoveryMillis(), settings.maxRecoveryBytes(),
                settings.maxRecoveryPollBytes()) : null);
        this.outbox = new Outbox(loop, this, progress);
        this.messages = new SessionMessages(this, settings.missingMessageMillis());
        this.maxBandwidth = settings.bandwidthControl() ? kbps : UNMANAGED;
        this.askedBandwidth = kbps;
        this.grantedBandwidth = origin.allowedKbps();
        this.counts = loop.countsSessions() ? new Counts() : null;
        count(Counter.SESSIONS_CREATED, 1);
        count(Counter.SESSIONS_STARTED, 1);
        if (maxBandwidth > 0) {
            outbox.maxBandwidth(kbps, loop.nowMillis());
        }
    }

    /** The id clients name it by. */
    public String id() {
        return id;
    }

    /** Who it was created for. */
    public SessionOrigin origin() {
        return origin;
    }

    /** Version its output is written in. */
    public ProtocolVersion version() {
        return origin.version();
    }

    /** The loop it lives on; any thread. */
    public SessionLoop loop() {
        return loop;
    }

    /** When it was created, in the time of the loops; any thread. */
    public long createdMillis() {
        return createdMillis;
    }

    /** Whether it still waits for the first bind or control after a creation that did not open a lasting stream. */
    public boolean prestarted() {
        return prestarted;
    }

    /** It begins prestarted; right after it was made. */
    public void prestart() {
        prestarted = true;
        count(Counter.SESSIONS_STARTED, -1);
    }

    /** It is prestarted no more. */
    public void start() {
        prestarted = false;
        count(Counter.SESSIONS_STARTED, 1);
    }

    /** The other end of its current or last connection, null before the first. Read by other threads a moment late. */
    public SessionPeer peer() {
        return peer;
    }

    /** Its connection comes from there; before {@link #bind}. */
    public void peer(SessionPeer from) {
        peer = from;
    }

    /** {@code LS_cid}, or null. */
    public String clientId() {
        return clientId;
    }

    /** The client library says it is this; right after the session was made. */
    public void clientId(String library) {
        clientId = library;
    }

    /** Where it is in its life. */
    public SessionState state() {
        return state;
    }

    /** Whether it is over. */
    public boolean closed() {
        return state == SessionState.CLOSED;
    }

    /** Its messages. */
    public SessionMessages messages() {
        return messages;
    }

    /** Counts something that happened to it or through it. */
    public void count(Counter counter, long amount) {
        loop.counts().add(counter, amount);
        if (counts != null) {
            counts.add(counter, amount);
        }
    }

    /** Counts for this session alone what the loop of the connection has counted already. */
    public void countOwn(Counter counter) {
        if (counts != null) {
            counts.count(counter);
        }
    }

    /** Its own counts, read by any thread; null when only loops count. */
    public Counts counts() {
        return counts;
    }

    /** What carries it at present. */
    public Carrier carrier() {
        return carrier;
    }

    /** Its stream or poll is over. */
    private void responded() {
        count(carrier.polling() ? Counter.POLLING_RESPONSES : Counter.STREAMING_RESPONSES, 1);
        carry(carrier.left());
    }

    private void carry(Carrier next) {
        carrier.count(loop.counts(), -1);
        carrier = next;
        next.count(loop.counts(), 1);
    }

    /** The connection that carries it, or null. */
    public StreamConnection connection() {
        return outbox.connection();
    }

    /** Its subscriptions. */
    public SessionSubscriptions subscriptions() {
        return subscriptions;
    }

    /** Who writes down what it is asked and told, or null. */
    public SessionWatch watch() {
        return watch;
    }

    void watch(SessionWatch by) {
        watch = by;
    }

    private void happened(String what) {
        if (watch != null) {
            watch.happened(what);
        }
    }

    /** Who is told of its end. */
    public SessionOwner owner() {
        return owner;
    }

    /** Ends the session at that time with {@link EndCause}s of its own; for adapters that limit a session's life. */
    public void expireAt(long dueMillis) {
        expiryDue = dueMillis;
        reschedule(loop.nowMillis());
    }

    // ---- binding -------------------------------------------------------------------------------------------------

    /** Least body of the next response, when its length must be told beforehand: the last one was too short for a line. */
    public long leastBodyBytes() {
        return outbox.needed() == 0 ? 0 : outbox.needed() + HEAD_ROOM;
    }

    /** Whether everything after data notification {@code from} can be repeated. */
    public boolean canRecover(long from) {
        return progress.canRepeat(from);
    }

    /**
     * Whether a plain bind was overtaken by a recovery: its client sent it before, on a connection it has given up since, or has
     * not even got the answer to the recovery. Carried out, it would take the session away from the client.
     *
     * @param webSocket identity of the WebSocket the bind came from, null for HTTP
     */
    public boolean overtaken(Object webSocket) {
        return recovering && state == SessionState.BOUND || webSocket != null && webSocket == abandoned;
    }

    /** Tells where the bind that follows comes from. */
    public void comesFrom(Object webSocket, boolean recovery) {
        if (recovery && source != webSocket) {
            abandoned = source;
        }
        source = webSocket;
        recovering = recovery;
    }

    /**
     * Makes {@code stream} carry the session. An earlier stream that is still there is ended first.
     *
     * @param created      true for the stream of the create request
     * @param recoveryFrom data notifications the client has, or -1
     */
    public void bind(StreamConnection stream, StreamTerms granted, boolean created, long recoveryFrom,
                     String serverName, String address) {
        loop.assertCurrent();
        long now = loop.nowMillis();
        if (recoveryFrom < 0 && unseen()) {
            progress.forgetStream();
        }
        supersede(recoveryFrom >= 0);
        looped = null;
        state = state.onBind();
        count(granted.polling() ? Counter.POLLING_REQUESTS : Counter.STREAMING_REQUESTS, 1);
        carry(Carrier.of(granted.polling(), stream.webSocket()));
        clock.begin(granted, now);
        unboundDue = NEVER;
        stream.listener(this, loop.thread());
        LineBuffer out = loop.scratch();
        head.write(out, this, settings, granted, stream.webSocket(), created, recoveryFrom, maxBandwidth, serverName, address);
        if (recoveryFrom >= 0) {
            progress.repeatAfter(recoveryFrom);
        }
        long idle = clock.idleMillis(outbox.wroteData());
        outbox.open(stream, granted, out, now);
        if (state == SessionState.BOUND && granted.polling()) {
            boolean atOnce = outbox.wroteData() || created && !stream.webSocket() && !version().createWaits();
            clock.endPollBy(progress.owed() ? now + REPEAT_MILLIS : atOnce ? now : now + idle);
        }
        reschedule(now);
    }

    /**
     * Whether a plain bind that comes now shows that the client saw nothing of the last stream. A client that saw a part of it
     * asks for a recovery; but HTTP libraries of official clients (Java SE 5.x) send a request again by themselves when its
     * connection breaks before the first byte of the response, unknown to the client.
     */
    private boolean unseen() {
        return state == SessionState.BROKEN || state == SessionState.BOUND && clock.terms().polling();
    }

    private void supersede(boolean recovery) {
        StreamConnection old = outbox.detach();
        if (old == null) {
            return;
        }
        responded();
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
    public void loopStream(long expectedDelayMillis, boolean closeSocket) {
        if (state != SessionState.BOUND) {
            return;
        }
        long now = loop.nowMillis();
        LineBuffer out = new LineBuffer(16);
        NotificationWriter.loop(out, expectedDelayMillis);
        outbox.writeNow(out.copy(), now);
        StreamConnection stream = outbox.detach();
        state = state.onLoop();
        responded();
        looped = stream;
        stream.finish(closeSocket);
        unbound(now, expectedDelayMillis + settings.timeoutMillis());
    }

    /** Reason {@code force_rebind}: the pause the client announced is cut to the configured maximum. */
    public void forceRebind(long pollingMillis, boolean closeSocket) {
        loopStream(Math.min(pollingMillis, settings.maxPollingMillis()), closeSocket);
    }

    private void unbound(long now, long lifeMillis) {
        clock.end();
        unboundMillis = now;
        unboundDue = now + lifeMillis;
        reschedule(now);
    }

    @Override
    public void onWritable() {
        if (outbox.waiting()) {
            loop.touch(outbox);
        }
    }

    @Override
    public void onLost(StreamConnection lost) {
        if (state != SessionState.BOUND || outbox.connection() != lost) {
            return;
        }
        outbox.detach();
        happened("its connection broke");
        state = state.onLost();
        responded();
        if (settings.recoveryMillis() <= 0 || !version().recovery()) {
            close(EndCause.silent("its connection broke and recovery is off"), false);
        } else {
            LOG.debug("Session {}: connection lost, waiting {} ms for a recovery", id, settings.recoveryMillis());
            unbound(loop.nowMillis(), settings.recoveryMillis());
        }
    }

    @Override
    public void onEndInDoubt(StreamConnection ended) {
        if (looped == ended) {
            awaitRecovery();
        }
    }

    /** The client of a session without a stream has lost a connection: it will ask for a recovery, and is waited for that long. */
    public void awaitRecovery() {
        if (state == SessionState.UNBOUND && settings.recoveryMillis() > 0 && version().recovery()) {
            LOG.debug("Session {}: connection lost after LOOP, waiting {} ms for a recovery", id, settings.recoveryMillis());
            unboundDue = Math.max(unboundDue, loop.nowMillis() + settings.recoveryMillis());
            reschedule(loop.nowMillis());
        }
    }

    // ---- output --------------------------------------------------------------------------------------------------

    @Override
    public void ready(ItemSubscription item, ItemUpdate update) {
        outbox.update(item, update);
    }

    @Override
    public long nowMillis() {
        return loop.nowMillis();
    }

    @Override
    public void wakeAt(ItemSubscription item, long dueMillis) {
        loop.timers().schedule(new Timed() {
            @Override
            void onTime(long nowMillis) {
                item.onDue();
            }
        }, dueMillis);
    }

    /** Sends a data notification after all that was given before. */
    void notification(LineBuffer line) {
        outbox.line(line.copy(), true);
    }

    /** Sends a line that recovery does not count. */
    private void aside(LineBuffer line) {
        if (state == SessionState.BOUND) {
            outbox.line(line.copy(), false);
        }
    }

    void onFlushed(long now) {
        if (state != SessionState.BOUND) {
            return;
        }
        if (clock.terms().polling() && outbox.wroteData()) {
            boolean more = outbox.waiting() && outbox.bandwidthDueMillis(now) == NEVER;
            clock.endPollBy(more ? NEVER : now + settings.maxDelayMillis());
            reschedule(now);
        } else if (outbox.waiting() || settings.randomKeepalive()) {
            reschedule(now);
        }
    }

    /** Bytes were written on the stream. */
    void onWritten(boolean data) {
        clock.written(data);
    }

    void onResponseFull(long now) {
        loopStream(clock.terms().polling() ? clock.terms().pollingMillis() : 0, false);
    }

    void onLost(ItemSubscription item, int lost) {
        LOSSES.info("Session {}: {} updates of item {} of subscription {} lost: more than {} waited", id, lost,
                item.index(), item.subscription().id(), item.terms().bufferSize());
    }

    // ---- what clients ask for ------------------------------------------------------------------------------------

    /** A request or heartbeat named or implied this session. */
    public void onRequest() {
        clock.requested(loop.nowMillis());
    }

    /** Changes the bandwidth limit the client asks for, 0 for none, and tells it what is in force. */
    public void constrain(double kbps) {
        askedBandwidth = kbps;
        limitBandwidth();
    }

    /** Changes the bandwidth limit the client may have, 0 for none, and tells it what is in force. */
    public void grantBandwidth(double kbps) {
        grantedBandwidth = kbps;
        limitBandwidth();
    }

    private void limitBandwidth() {
        if (settings.bandwidthControl()) {
            double least = Math.min(askedBandwidth, grantedBandwidth);
            maxBandwidth = least > 0 ? least : Math.max(askedBandwidth, grantedBandwidth);
            outbox.maxBandwidth(maxBandwidth, loop.nowMillis());
        }
        tellBandwidth();
    }

    /** Bandwidth limit in force in kbit/s, 0 for none. Read by other threads a moment late. */
    public double maxBandwidth() {
        return maxBandwidth;
    }

    /** Bandwidth limit the client may have in kbit/s, 0 for none, -1 when there are none. Read by other threads a moment late. */
    public double grantedBandwidth() {
        return settings.bandwidthControl() ? grantedBandwidth : -1;
    }

    /** Tells the client the bandwidth limit in force. */
    public void tellBandwidth() {
        if (!origin.reducedHead()) {
            LineBuffer line = new LineBuffer(32);
            NotificationWriter.cons(line, maxBandwidth);
            aside(line);
        }
    }

    /** Earliest time at which the next poll may begin. */
    public long nextPollMillis() {
        return clock.boundMillis() + settings.minInterpollMillis();
    }

    // ---- end -----------------------------------------------------------------------------------------------------

    /** The one door out. */
    public void close(EndCause cause, boolean closeSocket) {
        loop.assertCurrent();
        if (state == SessionState.CLOSED) {
            return;
        }
        LOG.info("Session {} of user {} closed: {}", id, origin.user(), cause.log());
        long now = loop.nowMillis();
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
        happened("closed: " + cause.log());
        state = state.onClose();
        if (stream != null) {
            responded();
        }
        carry(Carrier.NONE);
        count(prestarted ? Counter.PRESTARTED_TERMINATED : Counter.SESSIONS_TERMINATED, 1);
        loop.counts().sessionEnds().count(cause.log());
        loop.timers().cancel(this);
        registry.remove(this, cause, now);
        long waited = unboundDue == NEVER ? 0 : now - unboundMillis;
        subscriptions.closeAll(settings.subscriptions().timeoutMillis() - waited);
        if (stream != null) {
            if (cause.told()) {
                stream.finish(closeSocket || !stream.webSocket());
            } else {
                stream.abort();
            }
        }
        owner.sessionClosed(this, cause);
    }

    // ---- time ----------------------------------------------------------------------------------------------------

    void reschedule(long now) {
        if (state == SessionState.CLOSED) {
            return;
        }
        long due = Math.min(Math.min(unboundDue, expiryDue), messages.dueMillis());
        if (state == SessionState.BOUND) {
            due = Math.min(due, Math.min(clock.dueMillis(outbox.lastWriteMillis()), outbox.bandwidthDueMillis(now)));
        }
        if (due == NEVER) {
            loop.timers().cancel(this);
        } else {
            loop.timers().schedule(this, due);
        }
    }

    @Override
    void onTime(long now) {
        messages.onTime(now);
        if (now >= unboundDue) {
            close(EndCause.silent(state == SessionState.BROKEN ? "no recovery after its connection broke"
                    : "no bind in time"), false);
        } else if (now >= expiryDue) {
            close(EndCause.of(ErrorCode.DURATION_REACHED, "maximum duration reached"), false);
        } else if (state == SessionState.BOUND) {
            onStreamTime(now);
        }
        reschedule(now);
    }

    private void onStreamTime(long now) {
        if (clock.pollOver(now)) {
            // in a long turn the timer comes before the write at its end, and what is ready belongs into this response
            outbox.flush(now);
            if (state == SessionState.BOUND) {
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
        LineBuffer out = new LineBuffer(16);
        clock.writeDue(out, now, outbox.lastWriteMillis());
        if (out.length() > 0 && outbox.full(out.length())) {
            loopStream(0, false);
        } else if (out.length() > 0) {
            outbox.writeNow(out.copy(), now);
        }
    }
}
