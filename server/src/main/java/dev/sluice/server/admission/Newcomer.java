package dev.sluice.server.admission;

import dev.sluice.server.config.PortType;
import dev.sluice.server.session.LoopThread;

/**
 * A request for a new session.
 *
 * @param port       declared use of the socket it came through
 * @param adapterSet id of the adapter set it is for
 * @param ttlMillis  how long the client waits: below 0 when it has not said so, {@link Long#MAX_VALUE} for as long as it takes
 * @param loop       loop of its connection, on which it is answered
 */
public record Newcomer(PortType port, String adapterSet, long ttlMillis, LoopThread loop) {

    /** Set of the node's own data, which operators need most when everything else is refused. */
    private static final String MONITOR = "MONITOR";

    /** Whether limits of load do not apply. */
    boolean priority() {
        return port == PortType.PRIORITY;
    }

    /** Whether {@code max_sessions} and blocking do not apply either. */
    boolean exempt() {
        return priority() && MONITOR.equals(adapterSet);
    }
}
