package dev.sluice.server.session;

import dev.sluice.server.counters.Counter;
import dev.sluice.server.protocol.LineBuffer;
import dev.sluice.server.protocol.ProtocolVersion;
import dev.sluice.server.subscription.ItemSubscription;
import dev.sluice.server.subscription.SubscriptionOutput;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.NOPLogger;

/**
 * Everything one client owns: its subscriptions, its messages, its output, and the connection that carries it at the moment.
 * Lives on one loop; every method is called there unless it says otherwise.
 */
public final class Session extends Timed {

    private static final Logger LOSSES = LoggerFactory.getLogger("LightstreamerLogger.pump");
    private static final long NEVER = Long.MAX_VALUE;

    private final String id;
    private final SessionOrigin origin;
    private final SessionLoop loop;
    private final long createdMillis;
    private final SessionOwner owner;
    private final LifeCounts counts;
    private final StreamBinding binding;
    private final Outbox outbox;
    private final SessionMessages messages;
    private final SessionSubscriptions subscriptions = new SessionSubscriptions(this);
    private final BandwidthLimit bandwidth;
    private final SessionEnd end;
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
        this.loop = loop;
        this.createdMillis = loop.nowMillis();
        this.owner = owner;
        this.counts = new LifeCounts(loop);
        this.binding = new StreamBinding(this, settings, registry);
        this.outbox = binding.outbox();
        this.messages = new SessionMessages(this, settings.missingMessageMillis());
        this.bandwidth = new BandwidthLimit(this, outbox, kbps, settings.bandwidthControl());
        this.end = new SessionEnd(this, binding, registry, settings.subscriptions().timeoutMillis());
    }

    // ---- what it is ------------------------------------------------------------------------------------------------

    /** The id clients name it by; any thread. */
    public String id() {
        return id;
    }

    /** Who it was created for; any thread. */
    public SessionOrigin origin() {
        return origin;
    }

    /** Version its output is written in; any thread. */
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

    /** Who is told of its end. */
    public SessionOwner owner() {
        return owner;
    }

    /** {@code LS_cid}, or null; any thread. */
    public String clientId() {
        return clientId;
    }

    /** The client library says it is this; right after the session was made. */
    public void clientId(String library) {
        clientId = library;
    }

    /** The other end of its current or last connection, null before the first. Read by other threads a moment late. */
    public SessionPeer peer() {
        return binding.last().peer();
    }

    /** Where to log what becomes of it: nowhere, when its client is to leave no trace. */
    Logger log(Logger logger) {
        SessionPeer peer = peer();
        return (peer == null ? origin.silent() : peer.silent()) ? NOPLogger.NOP_LOGGER : logger;
    }

    /** Where it is in its life. */
    public SessionState state() {
        return binding.last().state();
    }

    /** Whether it is over. */
    public boolean closed() {
        return state() == SessionState.CLOSED;
    }

    // ---- what it has -----------------------------------------------------------------------------------------------

    /** What carries it, and what a bind has to ask before. */
    public StreamBinding binding() {
        return binding;
    }

    /** Its subscriptions. */
    public SessionSubscriptions subscriptions() {
        return subscriptions;
    }

    /** Its messages. */
    public SessionMessages messages() {
        return messages;
    }

    /** Its bandwidth limit. */
    public BandwidthLimit bandwidth() {
        return bandwidth;
    }

    /** What is counted of it; any thread reads. */
    public LifeCounts counts() {
        return counts;
    }

    /** Counts something that happened to it or through it. */
    public void count(Counter counter, long amount) {
        counts.count(counter, amount);
    }

    /** Who writes down what it is asked and told, or null. */
    public SessionWatch watch() {
        return outbox.watch();
    }

    void watch(SessionWatch by) {
        outbox.watch(by);
    }

    void happened(String what) {
        if (watch() != null) {
            watch().happened(what);
        }
    }

    // ---- its life --------------------------------------------------------------------------------------------------

    /** Whether it still waits for the first bind or control after a creation that did not open a lasting stream. */
    public boolean prestarted() {
        return counts.prestarted();
    }

    /** It begins prestarted; right after it was made. */
    public void prestart() {
        counts.prestart();
    }

    /** It is prestarted no more. */
    public void start() {
        counts.start();
    }

    /** Ends the session at that time with {@link EndCause}s of its own; for adapters that limit a session's life. */
    public void expireAt(long dueMillis) {
        loop.assertCurrent();
        end.expireAt(dueMillis);
        reschedule(loop.nowMillis());
    }

    /**
     * Makes {@code stream} carry the session. An earlier stream that is still there is ended first.
     *
     * @param created      true for the stream of the create request
     * @param recoveryFrom data notifications the client has, or -1
     */
    public void bind(StreamConnection stream, StreamTerms granted, boolean created, long recoveryFrom, BindOrigin from) {
        binding.bind(stream, granted, created, recoveryFrom, from);
    }

    /** The connection that carries it, or null. */
    public StreamConnection connection() {
        return outbox.connection();
    }

    /** A request or heartbeat named or implied this session. */
    public void onRequest() {
        loop.assertCurrent();
        binding.onRequest();
    }

    /** The one door out. */
    public void close(EndCause cause, boolean closeSocket) {
        loop.assertCurrent();
        if (!closed()) {
            end.carryOut(cause, closeSocket);
        }
    }

    // ---- output ----------------------------------------------------------------------------------------------------

    /** Where its subscriptions' items say what is ready. */
    public SubscriptionOutput output() {
        return outbox;
    }

    /** Sends a data notification after all that was given before. */
    void notification(LineBuffer line) {
        outbox.line(line.copy(), true);
    }

    void onFlushed(long now) {
        binding.onFlushed(now);
    }

    void onWritten(boolean data) {
        binding.onWritten(data);
    }

    void onResponseFull() {
        binding.onResponseFull();
    }

    void onLost(ItemSubscription item, int lost) {
        LOSSES.info("Session {}: {} updates of item {} of subscription {} lost: more than {} waited", id, lost,
                item.index(), item.subscription().id(), item.terms().bufferSize());
    }

    // ---- time ------------------------------------------------------------------------------------------------------

    void reschedule(long now) {
        if (closed()) {
            return;
        }
        long due = Math.min(Math.min(binding.dueMillis(now), end.dueMillis()), messages.dueMillis());
        if (due == NEVER) {
            loop.timers().cancel(this);
        } else {
            loop.timers().schedule(this, due);
        }
    }

    @Override
    void onTime(long now) {
        messages.onTime(now);
        EndCause over = end.due(now);
        if (over != null) {
            close(over, false);
        } else {
            binding.onTime(now);
        }
        reschedule(now);
    }

    @Override
    void onFailure(Throwable bug) {
        end.failed(bug);
    }
}
