package dev.sluice.server.cluster;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the operator that clients do not stay on their node: once per cause in full, then as sums. Any thread.
 *
 * <p>A cause is what makes a difference to whoever looks for the fault: home of the session, kind of request, socket, and whether a
 * cookie came. One that has not been seen for an hour is told again.
 */
final class AffinityReport {

    private static final Logger LOG = LoggerFactory.getLogger("LightstreamerLogger.connections");
    private static final int MOST_CAUSES = 500;
    private static final long FORGET_MILLIS = TimeUnit.HOURS.toMillis(1);

    private record Cause(String tag, StrayRule rule, StrayRequest.Kind kind, String socket, boolean cookie) {
    }

    private final NodeIdentity me;
    private final String controlLink;
    private final Map<Cause, Long> lastSeenMillis = new ConcurrentHashMap<>();
    /** What the last summary told; guarded by this. */
    private Map<String, Long> told = new HashMap<>();

    AffinityReport(NodeIdentity me, String controlLink) {
        this.me = me;
        this.controlLink = controlLink;
    }

    /**
     * Tells a stray request if it is the first of its cause.
     *
     * @param tag    the home it is counted under
     * @param strict whether the replacement window is over
     */
    void onStray(StrayRequest request, String tag, StrayRule rule, long nowMillis, boolean strict) {
        if (rule == StrayRule.ENDED) {
            return;
        }
        Cause cause = new Cause(tag, rule, request.kind(), request.socket(), request.cookie());
        if (lastSeenMillis.size() >= MOST_CAUSES && !lastSeenMillis.containsKey(cause)) {
            return;
        }
        Long before = lastSeenMillis.put(cause, nowMillis);
        if (before != null && nowMillis - before < FORGET_MILLIS) {
            return;
        }
        String facts = "A " + request.kind().word() + " request came for " + rule.sentence() + ": session " + request.sessionId()
                + ", home " + tag + ", this is " + me.tag() + "; client " + request.client() + ", connection from "
                + request.endpoint() + " on \"" + request.socket() + "\", X-Forwarded-For " + request.forwarded() + ", "
                + (request.cookie() ? "with" : "without") + " cookie. ";
        if (rule == StrayRule.ELSEWHERE) {
            LOG.warn("{}Its client is told so and stops. {}; more of this kind are only counted", facts, advice(request));
        } else if (rule == StrayRule.EARLIER_BOOT && strict) {
            LOG.warn("{}Its client opens a new session. This node has been up for longer than sessions survive: another node"
                    + " may use a copy of its data_dir or node_tag; give each node its own. More of this kind are only counted", facts);
        } else {
            LOG.info("{}Its client opens a new session; more of this kind are only counted", facts);
        }
    }

    private String advice(StrayRequest request) {
        if (controlLink != null) {
            return "Clients of this node are sent to control_link_address " + controlLink + ": check that the one of node "
                    + "the session came from leads to that node alone";
        }
        return request.cookie()
                ? "Its cookies came along: check that the balancer still honours the cookie it sets and did not give up the node"
                : "No cookie came: if the balancer tells nodes by cookie, clients must return it; if it goes by address, its entry"
                + " has expired or the client's address has changed";
    }

    /** Tells what has come on top of the last summary. */
    synchronized void summarise(List<StrayCount> counts) {
        Map<String, Long> sums = new LinkedHashMap<>();
        for (StrayCount count : counts) {
            if (count.rule().elsewhere()) {
                sums.merge(count.homeTag() + " " + count.kind().word(), count.count(), Long::sum);
            }
        }
        String news = sums.entrySet().stream().filter(s -> s.getValue() > told.getOrDefault(s.getKey(), 0L))
                .map(s -> s.getKey() + " +" + (s.getValue() - told.getOrDefault(s.getKey(), 0L)) + " (" + s.getValue() + ")")
                .collect(Collectors.joining(", "));
        told = sums;
        if (!news.isEmpty()) {
            LOG.warn("Clients are sent to the wrong node: requests for sessions of other nodes since the last minute and since the"
                    + " start, by home of the session: {}", news);
        }
    }
}
