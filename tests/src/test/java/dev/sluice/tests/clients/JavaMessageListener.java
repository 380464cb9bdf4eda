package dev.sluice.tests.clients;

import com.lightstreamer.client.ClientMessageListener;
import dev.sluice.tests.clients.ClientEvent.Outcome;

/** Writes the outcome of one message of the Java client into its log; called on the client's own thread. */
final class JavaMessageListener implements ClientMessageListener {

    private final ClientLog log;
    private final String id;

    JavaMessageListener(ClientLog log, String id) {
        this.log = log;
        this.id = id;
    }

    public void onProcessed(String message, String response) {
        outcome(Outcome.PROCESSED, 0, response);
    }

    public void onProcessed(String message) {
        outcome(Outcome.PROCESSED, 0, null);
    }

    @Override
    public void onDeny(String message, int code, String text) {
        outcome(Outcome.DENIED, code, text);
    }

    @Override
    public void onError(String message) {
        outcome(Outcome.ERROR, 0, null);
    }

    @Override
    public void onDiscarded(String message) {
        outcome(Outcome.DISCARDED, 0, null);
    }

    @Override
    public void onAbort(String message, boolean sentOnNetwork) {
        outcome(Outcome.ABORTED, sentOnNetwork ? 1 : 0, null);
    }

    private void outcome(Outcome outcome, int code, String text) {
        log.add(new ClientEvent.MessageOutcome(id, outcome, code, text));
    }
}
