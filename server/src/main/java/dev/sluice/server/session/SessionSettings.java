package dev.sluice.server.session;

import dev.sluice.server.subscription.SubscriptionSettings;

/**
 * What the configuration says about sessions.
 *
 * @param requestLimit         bytes, told in {@code CONOK} ({@code request_limit})
 * @param controlLink          {@code control_link_address}, or {@code *}
 * @param timeoutMillis        life of a session that waits for a bind ({@code session_timeout_millis})
 * @param recoveryMillis       life of a session whose connection broke ({@code session_recovery_millis}); 0 closes it at once
 * @param maxRecoveryBytes     bytes of streams kept for recovery ({@code max_recovery_length})
 * @param maxRecoveryPollBytes bytes of a poll's response kept for recovery ({@code max_recovery_poll_length}); -1 for all
 * @param syncMillis           pause between {@code SYNC} lines
 * @param noopBytes            filler of the head of an HTTP stream
 * @param bandwidthControl     whether bandwidth limits are applied ({@code sluice/bandwidth_control})
 * @param subscriptions        what subscriptions may hold, and how values are told
 * @param missingMessageMillis longest wait for a missing message ({@code missing_message_timeout_millis})
 * @param defaultKeepaliveMillis, minKeepaliveMillis, maxKeepaliveMillis granted silence
 * @param randomKeepalive      whether the first silence after data is shortened at random ({@code randomize})
 * @param maxPollingMillis     cap of {@code LS_polling_millis}
 * @param maxIdleMillis        cap of {@code LS_idle_millis}
 * @param randomIdle           whether the first idle time after data is shortened at random ({@code randomize})
 * @param maxHttpIdleMillis    cap of the idle time of an HTTP poll: some official clients give up after ten seconds of silence
 * @param minInterpollMillis   least time between the starts of two polls
 * @param maxStreamingMillis   longest life of an HTTP stream, 0 for no limit
 * @param maxDelayMillis       how long output may wait to be gathered ({@code max_delay_millis})
 */
public record SessionSettings(int requestLimit, String controlLink, long timeoutMillis, long recoveryMillis,
                              long maxRecoveryBytes, long maxRecoveryPollBytes, long syncMillis, int noopBytes,
                              boolean bandwidthControl, SubscriptionSettings subscriptions,
                              long missingMessageMillis, long defaultKeepaliveMillis, long minKeepaliveMillis, long maxKeepaliveMillis,
                              boolean randomKeepalive, long maxPollingMillis, long maxIdleMillis, boolean randomIdle,
                              long maxHttpIdleMillis, long minInterpollMillis, long maxStreamingMillis,
                              long maxDelayMillis) {
}
