package dev.sluice.server.request;

import dev.sluice.server.adapter.Refusal;
import dev.sluice.server.protocol.ErrorCode;

/** Where the outcome of one request goes: exactly one call, once, from any thread. */
interface Reply {

    /** The request is accepted. */
    void ok();

    /** The request is refused. */
    void refused(int code, String text);

    /** The request is refused with one of the node's own reasons. */
    default void refused(ErrorCode reason) {
        refused(reason, reason.text());
    }

    /** The request is refused with a text that says more. */
    default void refused(ErrorCode reason, String text) {
        refused(reason.code(), text);
    }

    /** The adapter refused. */
    default void refused(Refusal refusal) {
        refused(refusal.code(), refusal.text());
    }
}
