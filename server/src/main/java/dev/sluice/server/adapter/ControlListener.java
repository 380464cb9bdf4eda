package dev.sluice.server.adapter;

import com.lightstreamer.interfaces.metadata.MetadataControlListener;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What a metadata adapter may do on its own: end sessions of its set, and declare itself broken. */
final class ControlListener implements MetadataControlListener {

    private final String set;
    private final Map<String, SessionLedger> ledgers;
    private final SessionControl control;

    /** @param ledgers the sessions of the set */
    ControlListener(String set, Map<String, SessionLedger> ledgers, SessionControl control) {
        this.set = set;
        this.ledgers = ledgers;
        this.control = control;
    }

    @Override
    public CompletionStage<Void> forceSessionTermination(String sessionId) {
        return end(sessionId, Integer.MAX_VALUE, "");
    }

    @Override
    public CompletionStage<Void> forceSessionTermination(String sessionId, int code, String message) {
        return end(sessionId, Math.min(code, 0), message == null ? "" : message);
    }

    @Override
    public void failure(Throwable cause) {
        control.adapterFailed(set, cause);
    }

    /** A session still being created is ended when its creation is over: the adapter may be waiting inside it. */
    private CompletionStage<Void> end(String sessionId, int code, String message) {
        SessionLedger ledger = sessionId == null ? null : ledgers.get(sessionId);
        if (ledger == null) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> ended = new CompletableFuture<>();
        ledger.whenOpen(() -> control.endSession(set, sessionId, code, message)
                .whenComplete((nothing, failure) -> ended.complete(null)));
        return ended;
    }
}
