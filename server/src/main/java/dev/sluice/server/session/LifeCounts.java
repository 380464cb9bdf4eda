package dev.sluice.server.session;

import dev.sluice.server.counters.Counter;
import dev.sluice.server.counters.Counts;
import dev.sluice.server.counters.LoopCounts;

/**
 * What is counted of one session from its creation to its end: that it lives, what carries it, and what passes through it. It counts
 * on the session's loop, and for the session alone when the loop says so.
 */
public final class LifeCounts {

    private final LoopCounts loop;
    /** Null when only loops count. */
    private final Counts own;
    private boolean prestarted;
    private Carrier carrier = Carrier.NONE;

    LifeCounts(SessionLoop loop) {
        this.loop = loop.counts();
        this.own = loop.countsSessions() ? new Counts() : null;
        count(Counter.SESSIONS_CREATED, 1);
        count(Counter.SESSIONS_STARTED, 1);
    }

    /** Counts something that happened to the session or through it. */
    void count(Counter counter, long amount) {
        loop.add(counter, amount);
        if (own != null) {
            own.add(counter, amount);
        }
    }

    /** Counts for this session alone what the loop of the connection has counted already; on the session's loop. */
    public void countOwn(Counter counter) {
        if (own != null) {
            own.count(counter);
        }
    }

    /** The session's own count, 0 when only loops count; any thread, a moment late. */
    public long own(Counter counter) {
        return own == null ? 0 : own.get(counter);
    }

    /** What carries the session at present; any thread, a moment late. */
    public Carrier carrier() {
        return carrier;
    }

    boolean prestarted() {
        return prestarted;
    }

    /** The session waits for its first bind or control. */
    void prestart() {
        prestarted = true;
        count(Counter.SESSIONS_STARTED, -1);
    }

    /** The first bind or control of a prestarted session has come. */
    void start() {
        prestarted = false;
        count(Counter.SESSIONS_STARTED, 1);
    }

    /** A stream or poll begins. */
    void bound(boolean polling, boolean webSocket) {
        count(polling ? Counter.POLLING_REQUESTS : Counter.STREAMING_REQUESTS, 1);
        carry(Carrier.of(polling, webSocket));
    }

    /** The stream or poll is over. */
    void responded() {
        count(carrier.polling() ? Counter.POLLING_RESPONSES : Counter.STREAMING_RESPONSES, 1);
        carry(carrier.left());
    }

    /** The session is over. */
    void ended(EndCause cause) {
        carry(Carrier.NONE);
        count(prestarted ? Counter.PRESTARTED_TERMINATED : Counter.SESSIONS_TERMINATED, 1);
        loop.sessionEnds().count(cause.log());
    }

    private void carry(Carrier next) {
        carrier.count(loop, -1);
        carrier = next;
        next.count(loop, 1);
    }
}
