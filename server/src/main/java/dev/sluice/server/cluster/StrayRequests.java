package dev.sluice.server.cluster;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what a request for an unknown session means: an end the client has not heard of, or a balancer that sends it to the wrong node.
 *
 * <p>The difference matters: told that the session is not found a client opens a new one, so that with broken stickiness it would open
 * sessions for ever; told that it is on another node the client stops, so that after a fail-over it would stay away. Any thread.
 */
public final class StrayRequests {

    private static final Logger LOG = LoggerFactory.getLogger("LightstreamerLogger.requests");
    private static final Logger INIT = LoggerFactory.getLogger("LightstreamerLogger.init");

    private final NodeIdentity me;
    private final LongSupplier windowMillis;
    private final long beganMillis;
    private final StrayCounts counts = new StrayCounts();
    private final AffinityReport report;

    /**
     * The rules from now on.
     *
     * @param windowMillis for this long from now on sessions of other nodes may be those of a node that this one replaces; asked each time
     * @param controlLink  {@code control_link_address}, or null; for advice
     * @param nowMillis    time of the loops
     */
    public StrayRequests(NodeIdentity me, LongSupplier windowMillis, String controlLink, long nowMillis) {
        this.me = me;
        this.windowMillis = windowMillis;
        this.beganMillis = nowMillis;
        this.report = new AffinityReport(me, controlLink);
        INIT.info("This is node {}, boot {}; until {} requests for sessions of other nodes count as those of a node it replaces"
                + " (replacement_window_millis={}), then as misrouted", me.tag(), me.bootMark(),
                Instant.now().plusMillis(windowMillis.getAsLong()).truncatedTo(ChronoUnit.SECONDS), windowMillis.getAsLong());
    }

    /** The node these rules are for. */
    public NodeIdentity node() {
        return me;
    }

    /** Decides on a request whose session id is not known here, and reports it. */
    public StrayRule judge(StrayRequest request, long nowMillis) {
        NodeIdentity home = SessionIds.homeOf(request.sessionId());
        StrayRule rule = rule(home, nowMillis);
        String tag = counts.add(home == null ? StrayCounts.NO_TAG : home.tag(), request.kind(), rule);
        if (request.silent()) {
            return rule;
        }
        LOG.info("{} request of {} for {}: {} (rule {})", request.kind().word(), request.client(), request.sessionId(),
                rule.sentence(), rule.letter());
        report.onStray(request, tag, rule, nowMillis, nowMillis >= windowEnd());
        return rule;
    }

    /** What has been counted since the start. */
    public List<StrayCount> counts() {
        return counts.all();
    }

    /** How long sessions of other nodes still count as those of a node this one replaces; 0 when that is over. */
    public Duration windowLeft(long nowMillis) {
        return Duration.ofMillis(Math.max(0, windowEnd() - nowMillis));
    }

    /** Writes to the log what came since the last summary, if anything did; to be called about once a minute. */
    public void summarise() {
        report.summarise(counts.all());
    }

    private long windowEnd() {
        return beganMillis + windowMillis.getAsLong();
    }

    private StrayRule rule(NodeIdentity home, long nowMillis) {
        if (home == null) {
            return StrayRule.NOT_AN_ID;
        }
        if (home.tag().equals(me.tag())) {
            return home.bootMark().equals(me.bootMark()) ? StrayRule.ENDED : StrayRule.EARLIER_BOOT;
        }
        return nowMillis < windowEnd() ? StrayRule.REPLACED : StrayRule.ELSEWHERE;
    }
}
