package dev.sluice.server.adapter;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Writes down what adapters do to sessions, and then ends them in the set when it was given one. */
final class RecordedControl implements SessionControl {

    private final Journal journal;
    private volatile AdapterSet set;

    RecordedControl(Journal journal) {
        this.journal = journal;
    }

    void closesSessionsOf(AdapterSet adapterSet) {
        set = adapterSet;
    }

    @Override
    public CompletionStage<Void> endSession(String adapterSet, String sessionId, int code, String message) {
        journal.note("end session " + sessionId + " " + code + " " + message);
        if (set != null) {
            set.sessionClosed(sessionId);
        }
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> endSubscription(String sessionId, int subscriptionId) {
        journal.note("end subscription " + sessionId + " " + subscriptionId);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void adapterFailed(String adapter, Throwable cause) {
        journal.note("failed " + adapter + " " + cause.getMessage());
    }
}
