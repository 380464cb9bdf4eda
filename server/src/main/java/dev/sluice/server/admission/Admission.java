package dev.sluice.server.admission;

import dev.sluice.server.config.ClusterConfig;
import dev.sluice.server.config.NodeConfig;
import dev.sluice.server.protocol.ErrorCode;
import dev.sluice.server.session.EndCause;
import dev.sluice.server.session.Session;
import dev.sluice.server.session.SessionRegistry;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides on every request for a new session, pauses listening sockets while too much work waits, and sends sessions away. Any
 * thread may call any method. Established sessions never pass here but for their first bind and their end.
 */
public final class Admission {

    private static final Logger LOG = LoggerFactory.getLogger("LightstreamerLogger.init");
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final double PERCENT = 100;

    private final NodeConfig config;
    private final Supplier<ClusterConfig> cluster;
    private final SessionRegistry registry;
    private final AdmissionThread thread;
    private final SessionCounts counts;
    private final SessionDrain sessionDrain;
    private final NodeDrain nodeDrain;
    private volatile NodeStatus status = NodeStatus.INITIALIZING;
    private volatile Verdict blocked;
    private volatile List<QueueLimit> limits = List.of();
    private volatile List<AcceptGate> gates = List.of();

    /** Owned by the admission thread. */
    private final WaitingRoom waiting = new WaitingRoom();
    private final Set<AcceptGate> paused = new HashSet<>();
    private List<LimitWatch> watches = List.of();
    private PoolWatch pools;

    /** @param cluster the block {@code sluice} in force, asked each time */
    public Admission(NodeConfig config, Supplier<ClusterConfig> cluster, SessionRegistry registry, AdmissionThread thread) {
        this.config = config;
        this.cluster = cluster;
        this.registry = registry;
        this.thread = thread;
        this.counts = new SessionCounts(config.sessions().maxSessions());
        this.sessionDrain = new SessionDrain(thread, registry);
        this.nodeDrain = new NodeDrain(cluster, thread, registry, sessionDrain);
    }

    /** The node accepts sessions from now on; once. */
    public void open(Queues queues, Collection<? extends AcceptGate> sockets) {
        gates = List.copyOf(sockets);
        limits = QueueLimits.of(config.pools(), queues, gates, counts::prestarted);
        thread.execute(() -> {
            watches = limits.stream().filter(limit -> limit.limit() >= 0).map(LimitWatch::new).toList();
            pools = new PoolWatch(queues.withThreads(), config.pools().maxTaskWaitMillis(),
                    config.adapters().asyncProcessingThresholdMillis(), config.management().collectorMillis(), thread.nanoTime());
            look();
        });
        status = NodeStatus.RUNNING;
    }

    // ---- creations -----------------------------------------------------------------------------------------------

    /** Decides on a creation, at once or after a wait; called on the newcomer's loop, before any adapter is asked. */
    public void ask(Newcomer newcomer, Entrance entrance) {
        Verdict verdict = judge(newcomer);
        if (verdict == null) {
            entrance.admitted();
        } else if (verdict.waitingHelps() && newcomer.ttlMillis() > 0) {
            thread.execute(() -> waiting.add(newcomer, entrance, thread.nanoTime()));
        } else {
            entrance.refused(verdict.reason(), verdict.load());
        }
    }

    private Verdict judge(Newcomer newcomer) {
        if (nodeDrain.refusing()) {
            return Verdict.elsewhere(nodeDrain.refusingSince());
        }
        if (!newcomer.exempt()) {
            Verdict block = blocked;
            if (block != null) {
                return block;
            }
            if (counts.full()) {
                return Verdict.FULL;
            }
        }
        return newcomer.priority() || !overloaded() ? null : Verdict.OVERLOADED;
    }

    private boolean overloaded() {
        for (QueueLimit limit : limits) {
            if (limit.refuses() && limit.exceeded()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Counts a session that is about to be made, now that its adapters have granted it; {@link #closed} follows.
     *
     * @param prestarted whether it waits for its first bind or control
     * @return null, or why it is not to be made, and was not counted: others came while the adapters were asked
     */
    public ErrorCode enter(boolean prestarted) {
        if (prestarted) {
            counts.addPrestarted();
        } else if (!counts.addWithinLimit()) {
            return ErrorCode.MAX_SESSIONS;
        }
        return null;
    }

    /**
     * The first bind of a prestarted session; on its loop.
     *
     * @return null, or why it has to go instead
     */
    public ErrorCode firstBound(Session session) {
        if (session.prestarted()) {
            if (counts.full()) {
                return ErrorCode.MAX_SESSIONS;
            }
            started(session);
        }
        return null;
    }

    /** A control request of a prestarted session; on its loop. */
    public void controlled(Session session) {
        if (session.prestarted()) {
            started(session);
        }
    }

    private void started(Session session) {
        session.start();
        counts.removePrestarted();
        counts.addStarted();
    }

    /** A session that {@link #enter} counted is over; on its loop. */
    public void closed(Session session) {
        if (session.prestarted()) {
            counts.removePrestarted();
        } else {
            counts.removeStarted();
        }
    }

    /**
     * How long a new session may live, in milliseconds; 0 for as long as it likes. Those that are created together are given
     * different times when the configuration says so.
     */
    public long lifeMillis() {
        long most = TimeUnit.MINUTES.toMillis(config.sessions().maxDurationMinutes());
        double spread = cluster.get().durationSpreadPercent() / PERCENT;
        return most == 0 ? 0 : Math.max(1, most - (long) (most * spread * ThreadLocalRandom.current().nextDouble()));
    }

    // ---- acts of the operator ------------------------------------------------------------------------------------

    /** What the node does with clients. */
    public NodeStatus status() {
        return status;
    }

    /**
     * Refuses new sessions until {@link #start}; existing ones are served.
     *
     * @param forceRetry true: clients are told to try again; false or null: clients are told for good
     * @return false when the node is not running
     */
    public synchronized boolean block(Boolean forceRetry) {
        if (status != NodeStatus.RUNNING && status != NodeStatus.BLOCKED) {
            return false;
        }
        boolean retry = Boolean.TRUE.equals(forceRetry);
        blocked = retry ? Verdict.elsewhere(thread.nanoTime()) : Verdict.BLOCKED;
        status = NodeStatus.BLOCKED;
        LOG.warn("New sessions are blocked by the operator, clients are told to {}; start undoes it", retry ? "retry" : "stop");
        return true;
    }

    /** Back to running from blocked or stopped; false otherwise. */
    public synchronized boolean start() {
        if (status != NodeStatus.BLOCKED && status != NodeStatus.STOPPED) {
            return false;
        }
        blocked = null;
        status = NodeStatus.RUNNING;
        LOG.info("The operator starts the node: new sessions are accepted");
        return true;
    }

    /** Ends all sessions without a word and lets no new ones in until {@link #start}; false when it was stopped already. */
    public synchronized boolean stop() {
        if (status == NodeStatus.STOPPED || status == NodeStatus.INITIALIZING) {
            return false;
        }
        blocked = Verdict.BLOCKED;
        status = NodeStatus.STOPPED;
        LOG.warn("The operator stops the node: {} sessions are cut off, new connections are closed; start undoes it", registry.size());
        registry.all().forEach(session -> session.loop().thread().execute(
                () -> session.close(EndCause.silent("the node was stopped by the operator"), true)));
        return true;
    }

    /**
     * Ends all sessions with code 48 in the background, oldest first, also those created meanwhile. A second call changes the rate.
     *
     * @param perSecond sessions per second, 0.5 being one every two seconds
     * @return false when it is null, not above 0, or not finite
     */
    public boolean drainSessions(Double perSecond) {
        if (perSecond == null || !(perSecond > 0) || perSecond.isInfinite()) {
            return false;
        }
        LOG.info("The operator drains the node: {} sessions, {} per second", registry.size(), perSecond);
        thread.execute(() -> sessionDrain.at(perSecond, false));
        return true;
    }

    /** Drains the node as one act; calling it again changes nothing. Completes when sessions are gone, or the time is over. */
    public CompletableFuture<Drained> drain() {
        nodeDrain.begin();
        return nodeDrain.outcome();
    }

    /** Whether {@link #drain} has been called: the node does not want new clients. */
    public boolean draining() {
        return nodeDrain.begun();
    }

    // ---- what management shows -----------------------------------------------------------------------------------

    /** Sessions that were bound or controlled. */
    public int startedSessions() {
        return counts.started();
    }

    /** Sessions created and neither bound nor controlled yet. */
    public int prestartedSessions() {
        return counts.prestarted();
    }

    /** Limit of started sessions, 0 for none. */
    public int maxSessions() {
        return counts.max();
    }

    /** Changes the limit; lowering it ends nobody. */
    public void maxSessions(int most) {
        counts.limit(most);
    }

    /** The limits on waiting work, those that are off included. */
    public List<QueueLimit> limits() {
        return limits;
    }

    /** How long all sockets together have not accepted because of limits, in milliseconds. */
    public long pausedMillis() {
        return gates.stream().mapToLong(AcceptGate::pausedMillis).sum();
    }

    // ---- time ----------------------------------------------------------------------------------------------------

    private void look() {
        try {
            long nowNanos = thread.nanoTime();
            pause();
            pools.look(nowNanos);
            waiting.look(this::judge, room(), nowNanos);
            if (nodeDrain.begun()) {
                nodeDrain.look(nowNanos);
            }
        } finally {
            // whatever happened: without a next look sockets stay paused and those who wait are forgotten
            thread.schedule(LOOK_NANOS, this::look);
        }
    }

    private void pause() {
        Set<AcceptGate> wanted = new HashSet<>();
        for (LimitWatch watch : watches) {
            if (watch.look(thread.nanoTime())) {
                wanted.addAll(watch.limit().pauses());
            }
        }
        for (AcceptGate gate : gates) {
            if (wanted.contains(gate)) {
                gate.pause();
                paused.add(gate);
            } else if (paused.remove(gate)) {
                gate.resume();
            }
        }
    }

    /** How many of those who wait can come in at once without exceeding the limits that keep them out. */
    private long room() {
        long room = Long.MAX_VALUE;
        for (QueueLimit limit : limits) {
            if (limit.refuses() && limit.limit() >= 0) {
                room = Math.min(room, Math.max(1, limit.limit() - limit.value() + 1));
            }
        }
        return room;
    }
}
