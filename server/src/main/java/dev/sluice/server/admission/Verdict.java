package dev.sluice.server.admission;

import dev.sluice.server.protocol.ErrorCode;

/**
 * Why a newcomer may not come in now.
 *
 * @param reason       what it would be told
 * @param waitingHelps whether it makes sense that it waits
 * @param brief        whether only a short wait does, because the reason will not go away
 * @param sinceNanos   since when a brief reason exists
 */
record Verdict(ErrorCode reason, boolean waitingHelps, boolean brief, long sinceNanos) {

    static final Verdict OVERLOADED = new Verdict(ErrorCode.OVERLOADED, true, false, 0);
    static final Verdict FULL = new Verdict(ErrorCode.MAX_SESSIONS, false, false, 0);
    static final Verdict BLOCKED = new Verdict(ErrorCode.BLOCKED, false, false, 0);

    /** Another node would have it: it is told so after a moment. */
    static Verdict elsewhere(long sinceNanos) {
        return new Verdict(ErrorCode.TRY_ELSEWHERE, true, true, sinceNanos);
    }

    /** Whether it is a limit of load that was reached. */
    boolean load() {
        return this == OVERLOADED || this == FULL;
    }
}
