package dev.sluice.server.session;

import dev.sluice.server.item.ItemUpdate;
import dev.sluice.server.protocol.ErrorCode;
import dev.sluice.server.protocol.LineBuffer;
import dev.sluice.server.protocol.NotificationWriter;
import dev.sluice.server.protocol.ProtocolVersion;
import dev.sluice.server.subscription.ItemSubscription;
import dev.sluice.server.subscription.Subscription;
import dev.sluice.server.subscription.SubscriptionOutput;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;
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

    private final String id;
    private final SessionOrigin origin;
    private final SessionSettings settings;
    private final SessionLoop loop;
    private final SessionOwner owner;
    private final SessionRegistry registry;
    private final Outbox outbox;
    private final SessionMessages messages;
    private Map<Integer, Subscription> subscriptions = Collections.emptyMap();
    private SessionState state = SessionState.UNBOUND;
    private StreamTerms terms;
    private long boundMillis;
    private long unboundDue = NEVER;
    private long expiryDue = NEVER;
    private long syncDue = NEVER;
    private long pollEndDue = NEVER;
    private long lastRequestMillis;
    private double maxBandwidth;
    private String toldServerName;
    private String toldAddress;

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
        this.owner = owner;
        this.registry = registry;
        boolean recovers = origin.version().recovery() && settings.recoveryMillis() > 0
                && settings.maxRecoveryBytes() > 0;
        this.outbox = new Outbox(loop, this,
                recovers ? new SentLog(settings.recoveryMillis(), settings.maxRecoveryBytes()) : null);
        this.messages = new SessionMessages(this, settings.missingMessageMillis());
        this.maxBandwidth = kbps;
        if (kbps > 0) {
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

    /** The connection that carries it, or null. */
    public StreamConnection connection() {
        return outbox.connection();
    }

    /** Live subscriptions. */
    public Collection<Subscription> subscriptions() {
        return subscriptions.values();
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

    /** Whether everything after data notification {@code from} can be repeated. */
    public boolean canRecover(long from) {
        return from <= outbox.progressive() && outbox.canReplay(from);
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
            outbox.forgetStream();
        }
        supersede(recoveryFrom >= 0);
        state = state.onBind();
        terms = granted;
        boundMillis = now;
        unboundDue = NEVER;
        pollEndDue = NEVER;
        lastRequestMillis = now;
        syncDue = granted.sync() && !granted.polling() ? now + settings.syncMillis() : NEVER;
        stream.listener(this, loop.thread());
        LineBuffer out = loop.scratch();
        writeHead(out, stream, created, recoveryFrom, serverName, address);
        outbox.open(stream, granted, out, now);
        if (recoveryFrom >= 0) {
            outbox.replay(recoveryFrom, out, now);
        } else {
            outbox.continueReplay(out, now);
        }
        if (state == SessionState.BOUND && granted.polling()) {
            pollEndDue = outbox.wroteData() || granted.idleMillis() == 0 && !outbox.waiting()
                    ? now : now + granted.idleMillis();
        }
        reschedule(now);
    }

    /**
     * Whether a plain bind that comes now shows that the client saw nothing of the last stream. A client that saw a part of it
     * asks for a recovery; but HTTP libraries of official clients (Java SE 5.x) send a request again by themselves when its
     * connection breaks before the first byte of the response, unknown to the client.
     */
    private boolean unseen() {
        return state == SessionState.BROKEN || state == SessionState.BOUND && terms.polling();
    }

    private void writeHead(LineBuffer out, StreamConnection stream, boolean created, long recoveryFrom,
                           String serverName, String address) {
        if (created || !terms.reduceHead()) {
            long silence = terms.polling() ? terms.idleMillis() : terms.keepaliveMillis();
            NotificationWriter.conok(out, id, settings.requestLimit(), silence, settings.controlLink());
        }
        if (!terms.reduceHead()) {
            if (serverName != null && !serverName.equals(toldServerName)) {
                toldServerName = serverName;
                NotificationWriter.servname(out, serverName);
            }
            if (address != null && !address.equals(toldAddress)) {
                toldAddress = address;
                NotificationWriter.clientip(out, address);
            }
        }
        if (!stream.webSocket() && !terms.polling() && settings.noopBytes() > 0) {
            NotificationWriter.noop(out, NoopFiller.of(settings.noopBytes()));
        }
        if (!origin.reducedHead()) {
            NotificationWriter.cons(out, maxBandwidth);
        }
        if (recoveryFrom >= 0) {
            NotificationWriter.prog(out, recoveryFrom);
        }
    }

    private void supersede(boolean recovery) {
        StreamConnection old = outbox.detach();
        if (old == null) {
            return;
        }
        if (recovery) {
            old.abort();
        } else {
            LineBuffer out = loop.scratch();
            EndCause taken = EndCause.of(ErrorCode.TAKEN_OVER, "taken over");
            NotificationWriter.end(out, taken.code(), taken.text());
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
        stream.finish(closeSocket);
        unbound(now, expectedDelayMillis + settings.timeoutMillis());
    }

    /** Reason {@code force_rebind}: the pause the client announced is cut to the configured maximum. */
    public void forceRebind(long pollingMillis, boolean closeSocket) {
        loopStream(Math.min(pollingMillis, settings.maxPollingMillis()), closeSocket);
    }

    private void unbound(long now, long lifeMillis) {
        terms = null;
        syncDue = NEVER;
        pollEndDue = NEVER;
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
        state = state.onLost();
        if (settings.recoveryMillis() <= 0 || !version().recovery()) {
            close(EndCause.silent("its connection broke and recovery is off"), false);
        } else {
            LOG.debug("Session {}: connection lost, waiting {} ms for a recovery", id, settings.recoveryMillis());
            unbound(loop.nowMillis(), settings.recoveryMillis());
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
        if (terms.polling() && outbox.wroteData()) {
            pollEndDue = Math.min(pollEndDue, outbox.waiting() ? NEVER : now + settings.maxDelayMillis());
            reschedule(now);
        } else if (outbox.waiting()) {
            reschedule(now);
        }
    }

    void onResponseFull(long now) {
        loopStream(terms.polling() ? terms.pollingMillis() : 0, false);
    }

    void onLost(ItemSubscription item, int lost) {
        LOSSES.info("Session {}: {} updates of item {} of subscription {} lost: more than {} waited", id, lost,
                item.index(), item.subscription().id(), item.subscription().terms().bufferSize());
    }

    // ---- what clients ask for ------------------------------------------------------------------------------------

    /** A request or heartbeat named or implied this session. */
    public void onRequest() {
        lastRequestMillis = loop.nowMillis();
    }

    /** The subscription with this id, or null. */
    public Subscription subscription(int subscriptionId) {
        return subscriptions.get(subscriptionId);
    }

    /** Adds a subscription that is to be opened and tells the client. */
    public boolean subscribe(Subscription subscription, IntFunction<Integer> snapshotLengths) {
        loop.assertCurrent();
        LineBuffer line = new LineBuffer(48);
        subscription.writeOpening(line);
        LineBuffer conf = new LineBuffer(48);
        subscription.writeFrequency(conf);
        if (subscriptions.isEmpty()) {
            subscriptions = new LinkedHashMap<>(4);
        }
        notification(line);
        notification(conf);
        if (!subscription.open(loop.thread().index(), snapshotLengths)) {
            return false;
        }
        subscriptions.put(subscription.id(), subscription);
        return true;
    }

    /** Ends a subscription and tells the client; false when there is none with this id. */
    public boolean unsubscribe(int subscriptionId) {
        Subscription subscription = subscriptions.remove(subscriptionId);
        if (subscription == null) {
            return false;
        }
        subscription.close(loop.thread().index());
        announceEnd(subscriptionId);
        owner.subscriptionClosed(this, subscription);
        return true;
    }

    /** Tells the client that a subscription that never opened is over. */
    public void announceEnd(int subscriptionId) {
        LineBuffer line = new LineBuffer(24);
        NotificationWriter.unsub(line, subscriptionId);
        notification(line);
    }

    /** Changes the frequency of a filtered subscription and tells the client what was granted; NaN leaves it. */
    public void reconfigure(Subscription subscription, double maxFrequency) {
        if (!Double.isNaN(maxFrequency) && !subscription.terms().everyEvent()) {
            subscription.maxFrequency(maxFrequency);
        }
        LineBuffer line = new LineBuffer(48);
        subscription.writeFrequency(line);
        notification(line);
    }

    /** Changes the bandwidth limit and tells the client. */
    public void constrain(double kbps) {
        maxBandwidth = kbps;
        outbox.maxBandwidth(kbps, loop.nowMillis());
        tellBandwidth();
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
        return boundMillis + settings.minInterpollMillis();
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
            outbox.writeNow(out.copy(), now);
        }
        outbox.detach();
        state = state.onClose();
        loop.timers().cancel(this);
        registry.remove(this, cause, now);
        for (Subscription subscription : new ArrayList<>(subscriptions.values())) {
            subscription.close(loop.thread().index());
            owner.subscriptionClosed(this, subscription);
        }
        subscriptions = Collections.emptyMap();
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
        long due = Math.min(Math.min(unboundDue, expiryDue), Math.min(pollEndDue, messages.dueMillis()));
        if (state == SessionState.BOUND) {
            due = Math.min(due, Math.min(syncDue, outbox.bandwidthDueMillis(now)));
            if (!terms.polling()) {
                due = Math.min(due, outbox.lastWriteMillis() + terms.keepaliveMillis());
                due = Math.min(due, streamEndDue());
                due = Math.min(due, inactivityDue());
            }
        }
        if (due == NEVER) {
            loop.timers().cancel(this);
        } else {
            loop.timers().schedule(this, due);
        }
    }

    private long streamEndDue() {
        return terms.maxMillis() > 0 ? boundMillis + terms.maxMillis() : NEVER;
    }

    private long inactivityDue() {
        return terms.inactivityMillis() > 0
                ? lastRequestMillis + terms.inactivityMillis() + settings.timeoutMillis() : NEVER;
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
        if (now >= pollEndDue) {
            // in a long turn the timer comes before the write at its end, and what is ready belongs into this response
            outbox.flush(now);
            if (state == SessionState.BOUND) {
                loopStream(terms.pollingMillis(), false);
            }
            return;
        }
        outbox.retry();
        if (terms.polling()) {
            return;
        }
        if (now >= streamEndDue() || now >= inactivityDue()) {
            loopStream(0, false);
            return;
        }
        LineBuffer out = new LineBuffer(16);
        if (now >= syncDue) {
            syncDue += settings.syncMillis();
            NotificationWriter.sync(out, (now - boundMillis) / 1000);
        } else if (now >= outbox.lastWriteMillis() + terms.keepaliveMillis()) {
            NotificationWriter.probe(out);
        }
        if (out.length() > 0) {
            outbox.writeNow(out.copy(), now);
        }
    }
}
