package dev.sluice.server.session;

/**
 * What was granted to one stream connection.
 *
 * @param polling          answer with what is ready, then {@code LOOP}
 * @param pollingMillis    pause announced in {@code LOOP}
 * @param idleMillis       how long a poll waits for the first data
 * @param keepaliveMillis  longest silence on a streaming connection
 * @param inactivityMillis the client's promise to speak, 0 when there is none
 * @param sync             whether {@code SYNC} is sent
 * @param reduceHead       whether {@code SERVNAME} and {@code CLIENTIP} are left out, and on a bind {@code CONOK} too
 * @param bodyLimit        bytes of the response, {@link Long#MAX_VALUE} for none
 * @param maxMillis        longest life of the stream, 0 for no limit
 */
public record StreamTerms(boolean polling, long pollingMillis, long idleMillis, long keepaliveMillis,
                          long inactivityMillis, boolean sync, boolean reduceHead, long bodyLimit, long maxMillis) {
}
