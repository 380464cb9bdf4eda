package dev.sluice.server.config;

import java.nio.file.Path;

/**
 * Settings of our own for life among other nodes (block {@code sluice}).
 *
 * @param dataDir                 where the node keeps its identity
 * @param nodeTag                 fixed identity of the node, null = random, kept in {@code dataDir}
 * @param replacementWindowMillis after the start, unknown sessions of other places count as lost ones of a predecessor
 * @param refuseWebSocketOnCreateOnly refuse WebSocket handshakes on CREATE_ONLY sockets
 * @param balancerWaitMillis      drain: wait for balancers to notice
 * @param drainPerSecond          drain: sessions closed per second, at least
 * @param drainGraceMillis        drain: longest time
 * @param durationSpreadPercent   sessions may live up to this much shorter than {@code max_session_duration_minutes}, each by chance; 0 to 20
 * @param readinessMaxQueue       calls that wait for adapters above which the node is not ready, -1 = not looked at
 * @param probe                   socket for /livez and /readyz with reasons, null = none
 */
public record ClusterConfig(Path dataDir, String nodeTag, long replacementWindowMillis,
                            boolean refuseWebSocketOnCreateOnly, long balancerWaitMillis, double drainPerSecond,
                            long drainGraceMillis, int durationSpreadPercent, int readinessMaxQueue, ProbeSocket probe) {

    /**
     * A plain socket for the probes of an orchestrator.
     *
     * @param listeningInterface local address or name
     * @param port               1 to 65535
     */
    public record ProbeSocket(String listeningInterface, int port) {
    }
}
