package dev.sluice.server.subscription;

import dev.sluice.server.item.ItemUpdate;

/** Updates of one item that wait because the client, its connection or its frequency cannot take them yet. */
interface UpdateQueue {

    /** Adds an update, folding or dropping by the rules of the mode. */
    void add(ItemUpdate update);

    /** Puts back an update that was taken out, ahead of all that wait. */
    void restore(ItemUpdate update);

    /** Takes the next update out; null when nothing waits. */
    ItemUpdate poll();

    /** Whether nothing waits. */
    boolean isEmpty();

    /** Events lost since the last call that the client must be told of ({@code OV}), before what waits. */
    int takeLost();

    /** The queue the terms ask for. */
    static UpdateQueue forTerms(Terms terms) {
        if (terms.everyEvent()) {
            return new EventQueue(terms.bufferSize(), true);
        }
        return switch (terms.mode()) {
            case MERGE -> new MergeQueue(terms.bufferSize());
            case COMMAND -> new CommandQueue();
            default -> new EventQueue(terms.bufferSize(), false);
        };
    }
}
