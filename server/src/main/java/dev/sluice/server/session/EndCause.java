package dev.sluice.server.session;

import dev.sluice.server.protocol.ErrorCode;

/**
 * Why a session ended, made once and carried to client, adapter and log.
 *
 * @param code      number for {@code END}; zero or below when an adapter or the client chose it
 * @param text      sentence for {@code END}
 * @param log       what the operator reads
 * @param told      whether a bound client is told by {@code END}; otherwise its socket is cut, so that it opens a new session
 * @param remember  whether a later bind is answered with the same {@code END}
 */
public record EndCause(int code, String text, String log, boolean told, boolean remember) {

    /** The client asked for it. */
    public static EndCause destroyed(int code, String text) {
        return code == Integer.MAX_VALUE
                ? new EndCause(ErrorCode.DESTROYED.code(), ErrorCode.DESTROYED.text(), "destroyed by the client", true, false)
                : new EndCause(Math.min(code, 0), text == null ? "null" : text, "destroyed by the client", true, false);
    }

    /** One of the node's own reasons. */
    public static EndCause of(ErrorCode reason, String log) {
        return new EndCause(reason.code(), reason.text(), log, true, true);
    }

    /** An adapter ended it with a code of its own. */
    public static EndCause byAdapter(int code, String text) {
        return new EndCause(Math.min(code, 0), text == null ? "" : text, "closed by the adapter", true, true);
    }

    /** Nobody bound it in time, its client vanished, or the node stops: clients find out by a new request. */
    public static EndCause silent(String log) {
        return new EndCause(ErrorCode.SESSION_NOT_FOUND.code(), ErrorCode.SESSION_NOT_FOUND.text(), log, false, false);
    }
}
