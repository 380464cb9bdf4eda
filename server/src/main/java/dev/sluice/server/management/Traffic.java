package dev.sluice.server.management;

import dev.sluice.server.counters.Counter;
import java.util.List;
import java.util.function.Function;

/**
 * What passes between clients and the node, of one session or of all.
 *
 * @param updates      sent to clients
 * @param bytes        written on streams and polls
 * @param messages     of clients, handed to metadata adapters
 * @param messageBytes theirs, in UTF-16
 * @param lost         updates lost for full buffers
 * @param filtered     updates conflated or discarded
 */
record Traffic(Rate updates, Rate bytes, Rate messages, Rate messageBytes, Rate lost, Rate filtered) {

    static Traffic of(Function<Counter, Rate> rate) {
        return new Traffic(rate.apply(Counter.ITEM_UPDATES), rate.apply(Counter.STREAM_BYTES), rate.apply(Counter.MESSAGES),
                rate.apply(Counter.MESSAGE_BYTES), rate.apply(Counter.LOST_UPDATES), rate.apply(Counter.FILTERED_UPDATES));
    }

    /** Ends a period. */
    void sample(long periodNanos) {
        List.of(updates, bytes, messages, messageBytes, lost, filtered).forEach(rate -> rate.sample(periodNanos));
    }
}
