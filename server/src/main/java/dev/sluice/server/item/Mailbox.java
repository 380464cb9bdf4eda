package dev.sluice.server.item;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jctools.queues.MpscUnboundedArrayQueue;

/**
 * Updates on their way to one event loop. Any thread puts; the loop drains. The loop is woken once when the box stops being
 * empty, not once per update.
 */
public final class Mailbox {

    private final MpscUnboundedArrayQueue<ItemUpdate> updates = new MpscUnboundedArrayQueue<>(1024);
    private final AtomicBoolean awake = new AtomicBoolean();
    private final int loop;
    private final Runnable wake;

    /**
     * @param loop index of the loop
     * @param wake makes the loop call {@link #drain}, from any thread
     */
    public Mailbox(int loop, Runnable wake) {
        this.loop = loop;
        this.wake = wake;
    }

    /** Index of the loop that drains this box. */
    public int loop() {
        return loop;
    }

    /** Updates that wait for the loop; any thread. */
    public int size() {
        return updates.size();
    }

    /** Adds an update; the loop does not hear of it before {@link #wakeLoop}. */
    void put(ItemUpdate update) {
        updates.offer(update);
    }

    /** Wakes the loop when something waits and it is not on its way already. */
    void wakeLoop() {
        if (updates.isEmpty()) {
            return;
        }
        if (!awake.get() && awake.compareAndSet(false, true)) {
            wake.run();
        }
    }

    /**
     * Hands updates to the listeners of this loop; on the loop only.
     *
     * @param maxDeliveries about how many listener calls to make at most
     * @return false when updates are left: the caller comes back after its other work
     */
    public boolean drain(int maxDeliveries) {
        awake.set(false);
        int deliveries = 0;
        boolean yielded = false;
        while (deliveries < maxDeliveries) {
            ItemUpdate update = updates.relaxedPoll();
            if (update != null) {
                deliveries += 1 + update.feed().deliver(loop, update);
                yielded = false;
            } else if (yielded) {
                return true;
            } else {
                // Waking this loop may have put the adapter's thread off its core in the middle of a burst: let it finish, so
                // that the burst leaves in one write.
                Thread.yield();
                yielded = true;
            }
        }
        awake.set(true);
        return false;
    }
}
