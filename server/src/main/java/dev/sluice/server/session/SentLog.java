package dev.sluice.server.session;

import dev.sluice.server.protocol.LineBuffer;
import dev.sluice.server.protocol.NotificationWriter;
import dev.sluice.server.subscription.ItemSubscription;
import java.util.Arrays;

/**
 * Data notifications a client may ask for again after a broken connection, as they were sent. The fields of a shared update are
 * kept by reference, so that a thousand sessions that were sent the same event keep its bytes once.
 *
 * <p>The response of the last poll is kept by a limit of its own, since its client cannot say which part of it came through.
 *
 * <p>Lines older than the recovery time are dropped in two generations: some are kept up to twice as long.
 */
final class SentLog {

    private static final int FIRST = 8;
    private static final long WHOLE = -1;
    private static final int ITEM_BITS = 32;
    /** What an entry costs besides its bytes. */
    private static final int ENTRY_BYTES = 16;

    private final long keepMillis;
    private final long maxBytes;
    private final long maxPollBytes;
    /** Subscription and item of each shared update; {@link #WHOLE} where the body is the line. */
    private long[] owners = {};
    private byte[][] bodies = {};
    private int start;
    private int count;
    private long firstProgressive = 1;
    private long bytes;
    private long markedAt;
    private long marked;
    /** First line of the response being written to a poll; beyond all lines on a stream. */
    private long pollFrom = Long.MAX_VALUE;
    private long pollBytes;

    /**
     * @param maxBytes     kept of streams
     * @param maxPollBytes kept of the response to a poll, -1 for all
     */
    SentLog(long keepMillis, long maxBytes, long maxPollBytes) {
        this.keepMillis = keepMillis;
        this.maxBytes = maxBytes;
        this.maxPollBytes = maxPollBytes;
    }

    /** A stream or the response to a poll begins. */
    void begin(boolean polling) {
        pollFrom = polling ? firstProgressive + count : Long.MAX_VALUE;
        pollBytes = 0;
    }

    /**
     * Keeps one line.
     *
     * @param owner item whose update it is, or null when {@code body} is the whole line
     * @param body  shared field bytes, or the line
     */
    void add(ItemSubscription owner, byte[] body, long nowMillis) {
        if (count == owners.length) {
            grow();
        }
        int at = (start + count) & (owners.length - 1);
        owners[at] = owner == null ? WHOLE : (long) owner.subscriptionId() << ITEM_BITS | owner.index();
        bodies[at] = body;
        count++;
        bytes += body.length + ENTRY_BYTES;
        if (nowMillis - markedAt >= keepMillis) {
            dropThrough(marked);
            marked = firstProgressive + count - 1;
            markedAt = nowMillis;
        }
        if (pollFrom == Long.MAX_VALUE) {
            while (bytes > maxBytes && count > (maxBytes > 0 ? 1 : 0)) {
                dropOldest();
            }
        } else {
            pollBytes += body.length + ENTRY_BYTES;
            trimAroundPoll();
        }
    }

    private void trimAroundPoll() {
        if (maxPollBytes >= 0 && pollBytes > maxPollBytes) {
            dropThrough(firstProgressive + count);
            return;
        }
        while (bytes - pollBytes > maxBytes && firstProgressive < pollFrom) {
            dropOldest();
        }
    }

    private void grow() {
        int size = owners.length;
        int more = Math.max(FIRST, size * 2);
        long[] moreOwners = new long[more];
        byte[][] moreBodies = new byte[more][];
        for (int i = 0; i < count; i++) {
            int at = (start + i) & (size - 1);
            moreOwners[i] = owners[at];
            moreBodies[i] = bodies[at];
        }
        owners = moreOwners;
        bodies = moreBodies;
        start = 0;
    }

    private void dropThrough(long progressive) {
        while (count > 0 && firstProgressive <= progressive) {
            dropOldest();
        }
    }

    private void dropOldest() {
        bytes -= bodies[start].length + ENTRY_BYTES;
        bodies[start] = null;
        start = (start + 1) & (owners.length - 1);
        count--;
        firstProgressive++;
        if (count == 0 && owners.length > FIRST * 16) {
            owners = Arrays.copyOf(owners, FIRST);
            bodies = Arrays.copyOf(bodies, FIRST);
            start = 0;
        }
    }

    /** Whether every line after {@code progressive} is still here. */
    boolean covers(long progressive) {
        return progressive + 1 >= firstProgressive;
    }

    /** Appends line number {@code progressive} exactly as it was sent. */
    void write(long progressive, LineBuffer out) {
        int at = (start + (int) (progressive - firstProgressive)) & (owners.length - 1);
        if (owners[at] == WHOLE) {
            out.put(bodies[at]);
        } else {
            NotificationWriter.update(out, (int) (owners[at] >>> ITEM_BITS), (int) owners[at]);
            out.put(bodies[at]).endLine();
        }
    }
}
