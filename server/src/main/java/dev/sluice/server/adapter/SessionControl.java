package dev.sluice.server.adapter;

import java.util.concurrent.CompletionStage;

/** What adapters may do to sessions; {@code node} connects it to the session registry. Called on any thread. */
public interface SessionControl {

    /**
     * Ends a session of an adapter set. An unknown session is not an error.
     *
     * @param code {@link Integer#MAX_VALUE} for the node's own cause 32, else the adapter's code, zero or below
     */
    CompletionStage<Void> endSession(String adapterSet, String sessionId, int code, String message);

    /** Ends one subscription of a session; already ended is not an error. */
    CompletionStage<Void> endSubscription(String sessionId, int subscriptionId);

    /** A metadata or data adapter called {@code failure} or broke its contract beyond repair: the node stops with one line. */
    void adapterFailed(String adapter, Throwable cause);
}
