package dev.sluice.adapters;

/**
 * Events that an adapter has all at once, told to the node as one batch.
 *
 * <p>The listener the node gives to a data adapter ({@code setListener}) implements this besides the published listener interface,
 * so an adapter that may also run elsewhere asks with {@code instanceof}. Within a batch events are accepted as always and keep
 * their order; the node begins to deliver them when the batch ends, so that each client gets the whole batch in one write. Use it
 * where one message from upstream brings several events. Any thread; several threads may have batches open.
 */
public interface EventBatches {

    /**
     * Runs {@code events}, which calls the listener for each event, and returns when it has run.
     *
     * @param events sends the events; what it throws is thrown on, after the events sent so far have been handed over
     */
    void batch(Runnable events);
}
