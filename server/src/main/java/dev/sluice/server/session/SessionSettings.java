package dev.sluice.server.session;

/**
 * What the configuration says about sessions.
 *
 * @param requestLimit         bytes, told in {@code CONOK} ({@code request_limit})
 * @param controlLink          {@code control_link_address}, or {@code *}
 * @param timeoutMillis        life of a session that waits for a bind ({@code session_timeout_millis})
 * @param recoveryMillis       life of a session whose connection broke ({@code session_recovery_millis}); 0 closes it at once
 * @param maxRecoveryBytes     bytes kept for recovery ({@code max_recovery_length})
 * @param syncMillis           pause between {@code SYNC} lines
 * @param noopBytes            filler of the head of an HTTP stream
 * @param maxBufferSize        most events that wait per item ({@code max_buffer_size})
 * @param deltaDelivery        whether unchanged fields are left out ({@code delta_delivery})
 * @param missingMessageMillis longest wait for a missing message ({@code missing_message_timeout_millis})
 * @param defaultKeepaliveMillis, minKeepaliveMillis, maxKeepaliveMillis granted silence
 * @param maxPollingMillis     cap of {@code LS_polling_millis}
 * @param maxIdleMillis        cap of {@code LS_idle_millis}
 * @param maxHttpIdleMillis    cap of the idle time of an HTTP poll: some official clients give up after ten seconds of silence
 * @param minInterpollMillis   least time between the starts of two polls
 * @param maxStreamingMillis   longest life of an HTTP stream, 0 for no limit
 * @param maxDelayMillis       how long output may wait to be gathered ({@code max_delay_millis})
 */
public record SessionSettings(int requestLimit, String controlLink, long timeoutMillis, long recoveryMillis,
                              long maxRecoveryBytes, long syncMillis, int noopBytes, int maxBufferSize,
                              boolean deltaDelivery, long missingMessageMillis, long defaultKeepaliveMillis,
                              long minKeepaliveMillis, long maxKeepaliveMillis, long maxPollingMillis,
                              long maxIdleMillis, long maxHttpIdleMillis, long minInterpollMillis,
                              long maxStreamingMillis, long maxDelayMillis) {
}
