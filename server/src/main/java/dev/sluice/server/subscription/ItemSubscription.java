package dev.sluice.server.subscription;

import dev.sluice.server.item.Columns;
import dev.sluice.server.item.ItemListener;
import dev.sluice.server.item.ItemTable;
import dev.sluice.server.item.ItemUpdate;
import dev.sluice.server.item.Joined;
import dev.sluice.server.item.Told;
import dev.sluice.server.protocol.LineBuffer;
import dev.sluice.server.protocol.Mode;
import dev.sluice.server.protocol.NotificationWriter;
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
    // what a delivery asks of the subscription, at hand: its object is cold among thousands
    private final int id;
    private final SubscriptionOutput output;
    private final boolean deltas;
    private final boolean seesAll;
    private boolean closed;
    private ItemTable.Membership membership;
    /** Those of the membership, at hand for each line. */
    private Columns columns;
    private Terms terms;
    private ItemUpdate last;
    /** Fields the client holds as JSON, see {@link Told#json()}. */
    private long[] json;
    private Waiting waiting;
    private long joined;
    private int offered;
    private int told;
    private int lost;
    private boolean awaitsSnapshot;

    ItemSubscription(Subscription subscription, int index, Terms terms) {
        this.subscription = subscription;
        this.index = index;
        this.id = subscription.id();
        this.output = subscription.output();
        this.deltas = subscription.deltas();
        this.seesAll = subscription.seesAll(index);
        this.terms = terms;
    }

    /** The subscription it belongs to. */
    public Subscription subscription() {
        return subscription;
    }

    /** 1-based place of the item in the group. */
    public int index() {
        return index;
    }

    /** {@code LS_subId} of its subscription. */
    public int subscriptionId() {
        return id;
    }

    /** Whether its subscription is over: what is on its way is not told. */
    public boolean closed() {
        return closed;
    }

    void close() {
        closed = true;
        if (waiting != null) {
            waiting.sleep();
        }
    }

    /** Where what it has to say goes. */
    SubscriptionOutput output() {
        return output;
    }

    /** How its events are told. */
    public Terms terms() {
        return terms;
    }

    /** Starts listening; the snapshot is told at once where there is one. */
    void join(ItemTable.Membership joinedAs) {
        membership = joinedAs;
        columns = joinedAs.columns();
        maxFrequency(terms.maxFrequency());
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
        } else if (state.latest() != null) {
            tellSeen(state.latest());
        }
    }

    ItemTable.Membership membership() {
        return membership;
    }

    /** The frequency in force from now on, 0 for none. */
    void maxFrequency(double frequency) {
        terms = terms.withMaxFrequency(frequency);
        if (terms.everyEvent() || frequency <= 0 && waiting == null) {
            return;
        }
        waiting().maxFrequency(frequency);
        forgetIdle();
    }

    private Waiting waiting() {
        if (waiting == null) {
            waiting = new Waiting(this);
        }
        return waiting;
    }

    private void forgetIdle() {
        if (waiting.idle()) {
            waiting = null;
        }
    }

    private void tellSnapshot(List<ItemUpdate> lines) {
        int wanted = terms.mode() == Mode.DISTINCT ? Math.min(terms.snapshot(), lines.size()) : lines.size();
        for (ItemUpdate line : lines.subList(lines.size() - wanted, lines.size())) {
            tellSeen(line);
        }
        output.ready(this, END_OF_SNAPSHOT_TOLD);
    }

    /** Tells a line of a snapshot, as selector and customisation have it. */
    private void tellSeen(ItemUpdate line) {
        ItemUpdate seen = seen(line);
        if (seen != null) {
            output.ready(this, seen);
        }
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
                if (terms.mode() == Mode.COMMAND) {
                    // shown to the adapter as the removal of all rows, which it can neither hold back nor change
                    subscription.seen(index, update);
                }
                tell(update);
            }
            default -> offerEvent(update);
        }
    }

    @Override
    public void onFailure(Throwable bug) {
        if (!closed) {
            output.onFailure(bug);
        }
    }

    private void offerEvent(ItemUpdate update) {
        if (update.snapshot() && terms.snapshot() == 0) {
            return;
        }
        offered++;
        ItemUpdate seen = seen(update);
        if (seen != null) {
            tell(seen);
        }
    }

    private ItemUpdate seen(ItemUpdate update) {
        return seesAll ? update : subscription.seen(index, update);
    }

    private void tell(ItemUpdate update) {
        if (waiting == null || waiting.admit(update)) {
            output.ready(this, update);
        }
    }

    /** The frequency allows to speak again. */
    public void onDue() {
        if (waiting != null && !closed) {
            waiting.onDue();
            forgetIdle();
        }
    }

    /**
     * Takes back an update that could not be written, behind those taken back before.
     *
     * @return true when the session has to note that this item waits
     */
    public boolean hold(ItemUpdate update) {
        return waiting().hold(update);
    }

    /**
     * Next of what was held, which stays until {@link #removeHeld}; null when nothing is left, and then the item no longer counts
     * as waiting for its session.
     */
    public ItemUpdate firstHeld() {
        ItemUpdate next = waiting == null ? null : waiting.firstHeld();
        if (next == null && waiting != null) {
            forgetIdle();
        }
        return next;
    }

    /** What {@link #firstHeld} answered has been written or is not to be told. */
    public void removeHeld() {
        waiting.removeHeld();
    }

    /** Events lost since the last call that the client must be told of. */
    public int takeLost() {
        int count = waiting == null ? 0 : waiting.takeLost();
        lost += count;
        return count;
    }

    /**
     * Appends the line of an update.
     *
     * @return the shared field bytes, {@link #OWN} when the line was built here, or null when there is nothing to tell
     */
    public byte[] write(ItemUpdate update, LineBuffer out) {
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
                return writeEvent(update, out);
            }
        }
    }

    private byte[] writeEvent(ItemUpdate update, LineBuffer out) {
        if (update.mayDiffer()) {
            subscription.stageJson(null);
            if (last != null && subscription.differences() != 0) {
                return writeDifferences(update, out);
            }
        }
        if (last != null && update.follows(last) && deltas) {
            byte[] delta = update.delta(columns);
            if (delta.length == 0 && columns.size() > 0) {
                if (terms.mode() == Mode.MERGE) {
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
        if (last == null || !deltas) {
            update.writeFull(out, columns);
        } else if (!update.writeAgainst(out, columns, last) && terms.mode() == Mode.MERGE) {
            out.truncate(mark);
            last = update;
            return null;
        }
        out.endLine();
        return OWN;
    }

    private byte[] writeDifferences(ItemUpdate update, LineBuffer out) {
        Told told = update.tell(columns, last, subscription.differences(), json);
        if (!told.any() && terms.mode() == Mode.MERGE) {
            last = update;
            return null;
        }
        subscription.stageJson(told.json());
        NotificationWriter.update(out, id, index);
        out.put(told.fields()).endLine();
        return update.follows(last) ? told.fields() : OWN;
    }

    /** The line of {@code update} is on its way: it is the baseline of the next. */
    public void sent(ItemUpdate update) {
        if (update.kind() == ItemUpdate.Kind.EVENT) {
            last = update;
            json = update.mayDiffer() ? subscription.takeJson() : null;
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
