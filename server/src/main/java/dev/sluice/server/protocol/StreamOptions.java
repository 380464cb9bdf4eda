package dev.sluice.server.protocol;

/**
 * What a create or bind request asks of the stream connection it opens; nothing is inherited from an earlier connection.
 *
 * @param polling          {@code LS_polling}: answer with what is ready, then {@code LOOP}
 * @param pollingMillis    {@code LS_polling_millis}, pause announced before the next bind; 0 when absent
 * @param idleMillis       {@code LS_idle_millis}, how long a poll may wait for the first data; 0 when absent
 * @param contentLength    {@code LS_content_length} in bytes, -1 when absent
 * @param keepaliveMillis  {@code LS_keepalive_millis}, -1 when absent
 * @param inactivityMillis {@code LS_inactivity_millis}, -1 when absent
 * @param sendSync         {@code LS_send_sync}; true when absent
 * @param reduceHead       {@code LS_reduce_head}; false when absent
 */
public record StreamOptions(boolean polling, long pollingMillis, long idleMillis, long contentLength,
                            long keepaliveMillis, long inactivityMillis, boolean sendSync, boolean reduceHead) {
}
