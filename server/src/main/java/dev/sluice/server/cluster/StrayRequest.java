package dev.sluice.server.cluster;

import java.util.List;

/**
 * A request for a session this node does not hold, with what helps to find out why it came here.
 *
 * @param kind       what it asks for
 * @param sessionId  as the client wrote it
 * @param socket     name of the listening socket it came through
 * @param endpoint   address of the other end of the TCP connection: the client, or the last balancer
 * @param client     address of the client, as the socket's rules find it
 * @param forwarded  entries of X-Forwarded-For, nearest last
 * @param cookie     whether it carried a cookie
 * @param silent     its client is left out of the log, but counted
 */
public record StrayRequest(Kind kind, String sessionId, String socket, String endpoint, String client, List<String> forwarded,
                           boolean cookie, boolean silent) {

    /** What a stray request asks for. */
    public enum Kind {
        /** {@code bind_session}. */
        BIND("bind"),
        /** {@code bind_session} with {@code LS_recovery_from}. */
        RECOVERY("recovery"),
        /** Everything that is answered by {@code REQOK}. */
        CONTROL("control"),
        /** {@code msg}. */
        MESSAGE("message");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** One word for logs and counters. */
        public String word() {
            return word;
        }
    }
}
