package dev.sluice.server.node;

import dev.sluice.server.adapter.AdapterSets;
import dev.sluice.server.admission.Admission;
import dev.sluice.server.admission.NodeStatus;
import dev.sluice.server.admission.QueueLimit;
import dev.sluice.server.cluster.StrayRequests;
import dev.sluice.server.counters.PoolGauge;
import dev.sluice.server.management.Health;
import dev.sluice.server.management.NodeControl;
import dev.sluice.server.session.EndCause;
import dev.sluice.server.session.Session;
import dev.sluice.server.session.SessionRegistry;
import io.netty.util.NetUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What operators ask of the node and do to it, passed on to whoever is in charge. Any thread. */
final class Operations implements NodeControl {

    private static final Logger LOG = LoggerFactory.getLogger("LightstreamerLogger.init");

    private final Admission admission;
    private final SessionRegistry registry;
    private final IntSupplier readinessMaxQueue;
    private final Supplier<List<String>> reload;
    private final Set<String> banned = new ConcurrentSkipListSet<>();
    private volatile Ending ending;
    private volatile AdapterSets adapters;
    private volatile StrayRequests strays;
    private volatile SessionWatches watches;
    private volatile boolean over;

    /**
     * @param readinessMaxQueue calls of adapters that may wait before the node is not ready, -1 = not looked at; asked each time
     * @param reload            reads the configuration file again
     */
    Operations(Admission admission, SessionRegistry registry, IntSupplier readinessMaxQueue, Supplier<List<String>> reload) {
        this.admission = admission;
        this.registry = registry;
        this.readinessMaxQueue = readinessMaxQueue;
        this.reload = reload;
    }

    /** Who ends the process; without, it is not for this node to end it. */
    void endBy(Ending found) {
        ending = found;
    }

    /** The node is about to accept sessions. */
    void opened(AdapterSets loaded, StrayRequests misrouted, SessionWatches sessions) {
        watches = sessions;
        adapters = loaded;
        strays = misrouted;
    }

    /** The node has begun to stop for good. */
    void over() {
        over = true;
    }

    @Override
    public String status() {
        return over ? NodeStatus.STOPPED.word() : admission.status().word();
    }

    @Override
    public boolean serving() {
        NodeStatus status = admission.status();
        return !over && !admission.draining() && (status == NodeStatus.RUNNING || status == NodeStatus.BLOCKED);
    }

    @Override
    public List<Health.Reason> notReady() {
        List<Health.Reason> reasons = new ArrayList<>();
        if (over) {
            reasons.add(new Health.Reason("stopping", "the node is stopping"));
        } else if (admission.draining()) {
            reasons.add(new Health.Reason("draining", "the node is emptied; " + registry.size() + " sessions are left"));
        } else {
            switch (admission.status()) {
                case INITIALIZING -> reasons.add(new Health.Reason("starting", "the adapter sets are not ready yet"));
                case BLOCKED -> reasons.add(new Health.Reason("blocked", "new sessions are blocked by the operator; start undoes it"));
                case STOPPED -> reasons.add(new Health.Reason("stopped", "the node was stopped by the operator; start undoes it"));
                case RUNNING -> addLimits(reasons);
            }
        }
        return reasons;
    }

    private void addLimits(List<Health.Reason> reasons) {
        int sessions = admission.maxSessions();
        if (sessions > 0 && admission.startedSessions() >= sessions) {
            reasons.add(new Health.Reason("max-sessions", "there are " + admission.startedSessions()
                    + " sessions, max_sessions=" + sessions + "; raise it, or add nodes"));
        }
        for (QueueLimit limit : admission.limits()) {
            if (limit.refuses() && limit.exceeded()) {
                reasons.add(new Health.Reason("queue", limit.value() + " " + limit.waits() + ", " + limit.setting() + "="
                        + limit.limit() + "; " + limit.advice()));
            }
        }
        AdapterSets loaded = adapters;
        int most = readinessMaxQueue.getAsInt();
        if (most >= 0 && loaded != null) {
            int waiting = loaded.pools().stream().mapToInt(PoolGauge::queueLength).sum();
            if (waiting > most) {
                reasons.add(new Health.Reason("adapter-queue", waiting + " calls of adapters wait, readiness_max_queue="
                        + most));
            }
        }
    }

    @Override
    public boolean block(Boolean forceRetry) {
        return admission.block(forceRetry);
    }

    @Override
    public boolean start() {
        return !over && admission.start();
    }

    @Override
    public boolean stop() {
        return admission.stop();
    }

    @Override
    public boolean drainSessions(Double perSecond) {
        return admission.drainSessions(perSecond);
    }

    @Override
    public void drainAndExit() {
        Ending found = ending;
        if (found != null) {
            found.drain("asked by the operator");
        }
    }

    @Override
    public void shutdown() {
        Ending found = ending;
        if (found != null) {
            found.stop("asked by the operator");
        }
    }

    @Override
    public List<String> reload() {
        return reload.get();
    }

    @Override
    public int maxSessions() {
        return admission.maxSessions();
    }

    @Override
    public void maxSessions(int limit) {
        LOG.warn("The operator sets the limit of sessions from {} to {} (0 = none)", admission.maxSessions(), limit);
        admission.maxSessions(limit);
    }

    @Override
    public boolean ban(String address) {
        String canonical = canonical(address);
        if (canonical == null || !banned.add(canonical)) {
            return false;
        }
        LOG.warn("The operator bans clients with address {}", canonical);
        for (Session session : registry.all()) {
            if (session.peer() != null && canonical.equals(canonical(session.peer().address()))) {
                session.loop().thread().execute(() -> session.close(EndCause.silent("its address was banned"), true));
            }
        }
        return true;
    }

    @Override
    public boolean unban(String address) {
        String canonical = canonical(address);
        return canonical != null && banned.remove(canonical);
    }

    @Override
    public List<String> banned() {
        return List.copyOf(banned);
    }

    @Override
    public List<String> strays() {
        StrayRequests misrouted = strays;
        return misrouted == null ? List.of() : misrouted.counts().stream().map(s -> s.homeTag() + " " + s.kind().word() + " "
                + s.rule() + " " + s.count()).toList();
    }

    @Override
    public boolean watch(String sessionId) {
        SessionWatches sessions = watches;
        return sessionId != null && sessions != null && sessions.watch(sessionId);
    }

    @Override
    public void unwatch(String sessionId) {
        SessionWatches sessions = watches;
        if (sessionId != null && sessions != null) {
            sessions.unwatch(sessionId);
        }
    }

    @Override
    public List<String> watched() {
        SessionWatches sessions = watches;
        return sessions == null ? List.of() : sessions.watched();
    }

    /** Whether connections from that address are served. */
    boolean admits(String address) {
        return (banned.isEmpty() || !banned.contains(String.valueOf(canonical(address))))
                && admission.status() != NodeStatus.STOPPED;
    }

    /** One spelling per address; null when it is none. */
    private static String canonical(String address) {
        byte[] bytes = address == null ? null : NetUtil.createByteArrayFromIpAddressString(address);
        return bytes == null ? null : NetUtil.bytesToIpAddress(bytes);
    }
}
