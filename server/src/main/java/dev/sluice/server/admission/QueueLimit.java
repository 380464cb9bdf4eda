package dev.sluice.server.admission;

import java.util.Collection;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * A limit on work that waits, and what is done while it is exceeded. Any thread.
 *
 * @param setting name of the setting
 * @param limit   most that may wait; a negative one is off
 * @param waits   what waits, for the log: follows a number
 * @param queue   how much waits now
 * @param refuses whether new sessions are refused meanwhile
 * @param pauses  the sockets that do not accept meanwhile
 * @param advice  what an operator can do about it
 */
public record QueueLimit(String setting, int limit, String waits, LongSupplier queue, boolean refuses,
                         Collection<AcceptGate> pauses, String advice) {

    public QueueLimit {
        pauses = List.copyOf(pauses);
    }

    /** How much waits now. */
    public long value() {
        return queue.getAsLong();
    }

    /** Whether the limit is on and more waits than it allows. */
    public boolean exceeded() {
        return limit >= 0 && value() > limit;
    }
}
