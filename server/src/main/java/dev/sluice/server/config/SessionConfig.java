package dev.sluice.server.config;

/**
 * Life of sessions.
 *
 * @param timeoutMillis               wait of an unbound session for a rebind
 * @param recoveryMillis              wait after a network break for recovery, 0 = close at once
 * @param maxRecoveryBytes            sent stream data kept for recovery
 * @param maxRecoveryPollBytes        poll response kept for recovery, -1 = no limit
 * @param missingMessageTimeoutMillis wait for a missing message of a sequence
 * @param controlLinkAddress          address for control connections as written, null = {@code *}
 * @param maxDurationMinutes          age at which a session is closed with code 48, 0 = never
 * @param maxSessions                 more are refused with code 8, 0 = unlimited
 * @param bandwidthControl            false: bandwidth limits are neither applied nor promised
 */
public record SessionConfig(long timeoutMillis, long recoveryMillis, int maxRecoveryBytes, int maxRecoveryPollBytes,
                            long missingMessageTimeoutMillis, String controlLinkAddress, long maxDurationMinutes,
                            int maxSessions, boolean bandwidthControl) {
}
