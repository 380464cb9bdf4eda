package dev.sluice.server.subscription;

import dev.sluice.server.item.ItemUpdate;

/** Updates of one item that wait because the client, its connection or its frequency cannot take them yet. */
interface UpdateQueue {

    /** Adds an update, folding or dropping by the rules of the mode. */
    void add(ItemUpdate update);

    /** The next update, which stays until {@link #remove}; null when nothing waits. */
    ItemUpdate peek();

    /** Takes out what {@link #peek} answered; nothing was added in between. */
    void remove();

    /** Takes out the first update whose turn it is under the gate; null when all that wait have to wait on. */
    default ItemUpdate poll(FrequencyGate gate, long nowMillis) {
        ItemUpdate next = peek();
        if (next == null || !gate.pass(next, nowMillis)) {
            return null;
        }
        remove();
        return next;
    }

    /** Whether an update that comes now has to wait behind what waits. */
    default boolean precedes(ItemUpdate update) {
        return peek() != null;
    }

    /** Whether nothing waits. */
    default boolean isEmpty() {
        return peek() == null;
    }

    /** Events lost since the last call that the client must be told of ({@code OV}), before what waits. */
    int takeLost();

    /** The queue the terms ask for. */
    static UpdateQueue forTerms(Terms terms) {
        return switch (terms.mode()) {
            case MERGE -> terms.unfiltered() ? new EventQueue(terms.bufferSize(), true) : new MergeQueue(terms.bufferSize());
            case COMMAND -> !terms.unfiltered() ? new RowQueue(terms.bufferSize())
                    : terms.orderAcrossKeys() ? new EventQueue(terms.bufferSize(), true)
                    : new KeyedEventQueue(terms.bufferSize());
            default -> new EventQueue(terms.bufferSize(), terms.everyEvent());
        };
    }
}
