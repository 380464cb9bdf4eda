package dev.sluice.server.subscription;

import dev.sluice.server.item.ItemListener;
import dev.sluice.server.item.ItemTable;
import dev.sluice.server.item.ItemUpdate;
import dev.sluice.server.item.Joined;
import dev.sluice.server.protocol.LineBuffer;
import dev.sluice.server.protocol.Mode;
import dev.sluice.server.protocol.NotificationWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * One item of a subscription: the last update its client was sent (the baseline of the next), and what waits.
 * Lives on the session's loop.
 */
public final class ItemSubscription extends ItemListener {

    /** What {@link #write} answers when the line was built for this client alone. */
    public static final byte[] OWN = new byte[0];

    private final Subscription subscription;
    private final int index;
    private ItemTable.Membership membership;
    private ItemUpdate last;
    private UpdateQueue queue;
    private FrequencyGate gate;
    private long joined;
    private int offered;
    private int told;
    private int lost;
    private boolean awaitsSnapshot;
    private boolean waking;
    private boolean backlogged;

    ItemSubscription(Subscription subscription, int index) {
        this.subscription = subscription;
        this.index = index;
    }

    /** The subscription it belongs to. */
    public Subscription subscription() {
        return subscription;
    }

    /** 1-based place of the item in the group. */
    public int index() {
        return index;
    }

    /** Starts listening; the snapshot is told at once where there is one. */
    void join(ItemTable.Membership joinedAs) {
        membership = joinedAs;
        Terms terms = subscription.terms();
        restartGate();
        Joined state = joinedAs.takeSnapshot();
        joined = state.position();
        if (terms.snapshot() == 0) {
            return;
        }
        if (terms.mode().marksSnapshot()) {
            if (state.lines() == null) {
                awaitsSnapshot = true;
            } else {
                tellSnapshot(state.lines());
            }
        } else if (state.latest() != null && subscription.selects(index, state.latest())) {
            subscription.output().ready(this, state.latest());
        }
    }

    ItemTable.Membership membership() {
        return membership;
    }

    void restartGate() {
        Terms terms = subscription.terms();
        gate = terms.maxFrequency() > 0 && !terms.everyEvent()
                ? new FrequencyGate(terms.maxFrequency(), terms.mode()) : null;
        if (queue != null && !queue.isEmpty() && !backlogged) {
            onDue();
        }
    }

    private void tellSnapshot(List<ItemUpdate> lines) {
        int wanted = subscription.terms().mode() == Mode.DISTINCT
                ? Math.min(subscription.terms().snapshot(), lines.size()) : lines.size();
        for (ItemUpdate line : lines.subList(lines.size() - wanted, lines.size())) {
            if (subscription.selects(index, line)) {
                subscription.output().ready(this, line);
            }
        }
        subscription.output().ready(this, END_OF_SNAPSHOT_TOLD);
    }

    /** Stands for the {@code EOS} line of a snapshot that was complete at joining. */
    private static final ItemUpdate END_OF_SNAPSHOT_TOLD = ItemUpdate.endOfSnapshot();

    @Override
    public void offer(ItemUpdate update) {
        if (update.position() <= joined) {
            return;
        }
        switch (update.kind()) {
            case END_OF_SNAPSHOT -> {
                if (awaitsSnapshot) {
                    awaitsSnapshot = false;
                    tellSnapshot(update.snapshotLines());
                }
            }
            case CLEAR -> {
                if (queue == null || queue.isEmpty()) {
                    subscription.output().ready(this, update);
                } else {
                    queue.add(update);
                }
            }
            default -> offerEvent(update);
        }
    }

    private void offerEvent(ItemUpdate update) {
        if (update.snapshot() && subscription.terms().snapshot() == 0) {
            return;
        }
        offered++;
        if (!subscription.selects(index, update)) {
            return;
        }
        boolean waits = queue != null && !queue.isEmpty();
        if (!waits && (gate == null || gate.pass(update, subscription.output().nowMillis()))) {
            subscription.output().ready(this, update);
            return;
        }
        queue().add(update);
        if (!backlogged) {
            wakeWhenDue();
        }
    }

    private UpdateQueue queue() {
        if (queue == null) {
            queue = UpdateQueue.forTerms(subscription.terms());
        }
        return queue;
    }

    private void wakeWhenDue() {
        if (!waking && gate != null) {
            waking = true;
            long now = subscription.output().nowMillis();
            subscription.output().wakeAt(this, gate.dueMillis(now));
        }
    }

    /** The frequency allows to speak again. */
    public void onDue() {
        waking = false;
        if (backlogged || queue == null || subscription.closed()) {
            return;
        }
        releaseDue();
    }

    /** Gives what the frequency allows to the output; the rest waits on. */
    private void releaseDue() {
        long now = subscription.output().nowMillis();
        List<ItemUpdate> early = null;
        ItemUpdate next;
        while ((next = queue.poll()) != null) {
            if (gate == null || gate.pass(next, now)) {
                subscription.output().ready(this, next);
            } else {
                if (early == null) {
                    early = new ArrayList<>(2);
                }
                early.add(next);
                if (subscription.terms().mode() != Mode.COMMAND) {
                    break;
                }
            }
        }
        if (early != null) {
            for (int i = early.size() - 1; i >= 0; i--) {
                queue.restore(early.get(i));
            }
            wakeWhenDue();
        } else if (queue.isEmpty()) {
            queue = null;
        }
    }

    /**
     * Takes back an update that could not be written, behind those taken back before.
     *
     * @return true when the session has to note that this item waits
     */
    public boolean hold(ItemUpdate update) {
        if (gate == null) {
            queue().add(update);
        } else {
            queue().restore(update);
        }
        boolean noted = backlogged;
        backlogged = true;
        return !noted;
    }

    /** Next of what was held; null when nothing is left, and then the item no longer counts as waiting for its session. */
    public ItemUpdate nextHeld() {
        ItemUpdate next = queue == null ? null : queue.poll();
        if (next == null) {
            backlogged = false;
            if (queue != null && queue.isEmpty()) {
                queue = null;
            }
        }
        return next;
    }

    /** Gives back what {@link #nextHeld} answered and could not be written after all; the item goes on waiting. */
    public void putBack(ItemUpdate update) {
        queue().restore(update);
        backlogged = true;
    }

    /** Events lost since the last call that the client must be told of. */
    public int takeLost() {
        int count = queue == null ? 0 : queue.takeLost();
        lost += count;
        return count;
    }

    /**
     * Appends the line of an update.
     *
     * @return the shared field bytes, {@link #OWN} when the line was built here, or null when there is nothing to tell
     */
    public byte[] write(ItemUpdate update, LineBuffer out) {
        int id = subscription.id();
        switch (update.kind()) {
            case END_OF_SNAPSHOT -> {
                NotificationWriter.eos(out, id, index);
                return OWN;
            }
            case CLEAR -> {
                NotificationWriter.cs(out, id, index);
                return OWN;
            }
            default -> {
                return writeEvent(update, out, id);
            }
        }
    }

    private byte[] writeEvent(ItemUpdate update, LineBuffer out, int id) {
        if (last != null && update.follows(last) && subscription.deltas()) {
            byte[] delta = update.delta(membership.columns());
            if (delta.length == 0 && membership.columns().size() > 0) {
                if (subscription.terms().mode() == Mode.MERGE) {
                    last = update;
                    return null;
                }
            } else {
                NotificationWriter.update(out, id, index);
                out.put(delta).endLine();
                return delta;
            }
        }
        int mark = out.length();
        NotificationWriter.update(out, id, index);
        if (last == null || !subscription.deltas()) {
            update.writeFull(out, membership.columns());
        } else if (!update.writeAgainst(out, membership.columns(), last)
                && subscription.terms().mode() == Mode.MERGE) {
            out.truncate(mark);
            last = update;
            return null;
        }
        out.endLine();
        return OWN;
    }

    /** The line of {@code update} is on its way: it is the baseline of the next. */
    public void sent(ItemUpdate update) {
        if (update.kind() == ItemUpdate.Kind.EVENT) {
            last = update;
            if (!update.snapshot()) {
                told++;
            }
        }
    }

    /** Updates sent, snapshot not counted. */
    int told() {
        return told;
    }

    /** Updates lost that the client was told of. */
    int lost() {
        return lost;
    }

    /** Updates neither sent nor told as lost. */
    int filtered() {
        return Math.max(0, offered - told - lost);
    }
}
