package dev.sluice.server.admission;

import dev.sluice.server.config.ClusterConfig;
import dev.sluice.server.session.SessionRegistry;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The drain of the node as one act: balancers are given time to notice, then nobody comes in any more and the sessions are sent
 * away one after the other. On the admission thread, but for what is said to be for any.
 */
final class NodeDrain {

    private static final Logger LOG = LoggerFactory.getLogger("LightstreamerLogger.init");
    /** Part of the time that is planned with; the rest is for clients that take a while. */
    private static final double PLANNED = 0.9;
    private static final double MILLIS_PER_SECOND = 1_000;
    /** For the last lines to arrive before sockets are cut. */
    private static final long LAST_WORDS_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private enum Phase { NONE, BALANCERS, SESSIONS, LAST_WORDS, OVER }

    private final Supplier<ClusterConfig> cluster;
    private final AdmissionThread thread;
    private final SessionRegistry registry;
    private final SessionDrain sessions;
    private final CompletableFuture<Drained> outcome = new CompletableFuture<>();
    /** As it was when the drain began: what has been said then holds. */
    private volatile ClusterConfig config;
    private volatile Phase phase = Phase.NONE;
    private volatile long refusingSince;
    private long beganNanos;
    private long emptyNanos;

    NodeDrain(Supplier<ClusterConfig> cluster, AdmissionThread thread, SessionRegistry registry, SessionDrain sessions) {
        this.cluster = cluster;
        this.thread = thread;
        this.registry = registry;
        this.sessions = sessions;
    }

    /** Whether it has begun; any thread. */
    boolean begun() {
        return phase != Phase.NONE;
    }

    /** Whether nobody comes in any more; any thread. */
    boolean refusing() {
        return phase.compareTo(Phase.SESSIONS) >= 0;
    }

    /** Since when nobody does; any thread. */
    long refusingSince() {
        return refusingSince;
    }

    /** Completes when it is over; any thread. */
    CompletableFuture<Drained> outcome() {
        return outcome;
    }

    /** Begins; harmless when it has. Any thread, so that health checks fail from the moment of the call. */
    void begin() {
        synchronized (this) {
            if (phase != Phase.NONE) {
                return;
            }
            config = cluster.get();
            beganNanos = thread.nanoTime();
            phase = Phase.BALANCERS;
        }
        LOG.info("Drain begins with {} sessions: health checks fail now; in {} ms (balancer_wait_millis) new sessions are refused and"
                        + " those there are ended with code 48; it is over {} ms from now at the latest (drain_grace_millis)",
                registry.size(), config.balancerWaitMillis(), config.drainGraceMillis());
    }

    /** Goes on when it is time; to be called often. */
    void look(long nowNanos) {
        long millis = TimeUnit.NANOSECONDS.toMillis(nowNanos - beganNanos);
        if (phase == Phase.BALANCERS && millis >= Math.min(config.balancerWaitMillis(), config.drainGraceMillis())) {
            endSessions(nowNanos, config.drainGraceMillis() - millis);
        }
        if (phase == Phase.SESSIONS && registry.size() == 0) {
            phase = Phase.LAST_WORDS;
            emptyNanos = nowNanos;
        }
        if (phase == Phase.LAST_WORDS && nowNanos - emptyNanos >= LAST_WORDS_NANOS) {
            over(Drained.EMPTY, millis);
        } else if (phase == Phase.SESSIONS && millis >= config.drainGraceMillis()) {
            over(Drained.SESSIONS_LEFT, millis);
        }
    }

    private void endSessions(long nowNanos, long leftMillis) {
        int left = registry.size();
        double needed = left * MILLIS_PER_SECOND / Math.max(1, PLANNED * leftMillis);
        double rate = Math.max(config.drainPerSecond(), needed);
        refusingSince = nowNanos;
        phase = Phase.SESSIONS;
        if (left > 0) {
            LOG.info("Drain ends {} sessions, {} per second: drain_per_second={}, and {} are needed to be done in {} ms", left,
                    String.format("%.1f", rate), config.drainPerSecond(), String.format("%.1f", needed), leftMillis);
        }
        sessions.at(rate, true);
    }

    private void over(Drained how, long millis) {
        phase = Phase.OVER;
        if (how == Drained.EMPTY) {
            LOG.info("Drain is over after {} ms: no sessions are left", millis);
        } else {
            LOG.warn("Drain is over after {} ms, drain_grace_millis={}: {} sessions are left and will be cut off; raise"
                    + " drain_grace_millis if clients should be told", millis, config.drainGraceMillis(), registry.size());
        }
        outcome.complete(how);
    }
}
