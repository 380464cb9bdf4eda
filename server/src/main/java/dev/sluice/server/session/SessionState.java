package dev.sluice.server.session;

/** Where a session is in its life, and the legal steps. A session in creation has no state: it is not there yet. */
public enum SessionState {
    /** One stream connection carries its notifications. */
    BOUND,
    /** Its stream ended with {@code LOOP}; a bind is awaited. */
    UNBOUND,
    /** Its connection broke; a recovery or a bind is awaited. */
    BROKEN,
    /** Over; the id is remembered for a while. */
    CLOSED;

    /** The state after a bind. */
    SessionState onBind() {
        return require(this != CLOSED, BOUND);
    }

    /** The state after {@code LOOP}. */
    SessionState onLoop() {
        return require(this == BOUND, UNBOUND);
    }

    /** The state after the connection broke. */
    SessionState onLost() {
        return require(this == BOUND, BROKEN);
    }

    /** The state after the end. */
    SessionState onClose() {
        return require(this != CLOSED, CLOSED);
    }

    private SessionState require(boolean legal, SessionState next) {
        if (!legal) {
            throw new IllegalStateException("a session cannot go from " + this + " to " + next);
        }
        return next;
    }
}
