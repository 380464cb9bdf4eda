package dev.sluice.server.subscription;

import dev.sluice.server.item.ItemTable;
import dev.sluice.server.item.ItemUpdate;
import dev.sluice.server.protocol.LineBuffer;
import dev.sluice.server.protocol.Mode;
import dev.sluice.server.protocol.NotificationWriter;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;

/** Group, schema and mode of one client, under the id the client gave. Lives on the session's loop. */
public final class Subscription {

    private final int id;
    private final Schema schema;
    private final List<String> items;
    private final ItemTable table;
    private final SubscriptionOutput output;
    private final boolean deltas;
    private final Object approval;
    private Selector selector;
    private Customizer customizer;
    private BitSet customized;
    private int differences;
    /** What the line just written makes JSON at the client, until it is known to be on its way. */
    private long[] json;
    private ItemSubscription[] members;
    private Terms terms;
    private List<Terms> termsByItem;
    private boolean closed;

    /**
     * @param id       {@code LS_subId}
     * @param terms    of all items, unless {@link #limit} names others
     * @param table    items of the data adapter
     * @param deltas   whether unchanged fields may be left out
     * @param approval what the metadata adapter wants back at the end, or null
     */
    public Subscription(int id, Schema schema, List<String> items, Terms terms, ItemTable table,
                        SubscriptionOutput output, boolean deltas, Object approval) {
        this.id = id;
        this.schema = schema;
        this.items = items;
        this.terms = terms;
        this.table = table;
        this.output = output;
        this.deltas = deltas;
        this.approval = approval;
    }

    /** {@code LS_subId}. */
    public int id() {
        return id;
    }

    /** What the metadata adapter wants back at the end, or null. */
    public Object approval() {
        return approval;
    }

    /** Its fields. */
    public Schema schema() {
        return schema;
    }

    /** Names of the items in order. */
    public List<String> items() {
        return items;
    }

    /** How events are told; where the items differ, the frequency is the highest of all. */
    public Terms terms() {
        return terms;
    }

    /** Gives each item terms of its own, in the order of the items; before {@link #open}. */
    public void limit(List<Terms> byItem) {
        termsByItem = byItem;
        terms = terms.withMaxFrequency(highest(i -> byItem.get(i).maxFrequency()));
    }

    private double highest(IntToDoubleFunction frequencies) {
        double highest = frequencies.applyAsDouble(0);
        for (int i = 1; i < items.size() && highest > 0; i++) {
            double next = frequencies.applyAsDouble(i);
            highest = next <= 0 ? 0 : Math.max(highest, next);
        }
        return highest;
    }

    /** Updates of the item at this 0-based place that were sent, snapshot not counted. */
    public long told(int place) {
        return members == null ? 0 : members[place].told();
    }

    /** Updates of the item at this 0-based place whose loss was told. */
    public long lost(int place) {
        return members == null ? 0 : members[place].lost();
    }

    /** Updates of the item at this 0-based place that were left out by frequency or buffer. */
    public long filtered(int place) {
        return members == null ? 0 : members[place].filtered();
    }

    /** Whether the subscription is over. */
    public boolean closed() {
        return closed;
    }

    boolean deltas() {
        return deltas;
    }

    /** Names the algorithms whose differences the client can undo; before {@link #open}. */
    public void differences(int algorithms) {
        differences = deltas ? algorithms : 0;
    }

    int differences() {
        return differences;
    }

    void stageJson(long[] fields) {
        json = fields;
    }

    long[] takeJson() {
        long[] staged = json;
        json = null;
        return staged;
    }

    SubscriptionOutput output() {
        return output;
    }

    /** Lets only selected events through; before {@link #open}. */
    public void select(Selector chosen) {
        selector = chosen;
    }

    /** Lets events of some items be changed for this subscription; before {@link #open}. */
    public void customize(Customizer chosen, BitSet places) {
        customizer = chosen;
        customized = places;
    }

    /** Whether the item at this 1-based place is seen as it comes: {@link #seen} changes nothing. */
    boolean seesAll(int index) {
        return selector == null && (customizer == null || !customized.get(index - 1));
    }

    /** An event as this subscription is to see it; null when it is not to see it. */
    ItemUpdate seen(int index, ItemUpdate update) {
        if (selector != null && !selector.selects(items.get(index - 1), update)) {
            return null;
        }
        return customizer != null && customized.get(index - 1) ? customizer.customize(items.get(index - 1), update) : update;
    }

    /** Writes the lines that open the subscription on the client: {@code SUBOK} or {@code SUBCMD}. */
    public void writeOpening(LineBuffer out) {
        if (terms.mode() == Mode.COMMAND) {
            NotificationWriter.subcmd(out, id, items.size(), schema.fields().size(), schema.key(), schema.command());
        } else {
            NotificationWriter.subok(out, id, items.size(), schema.fields().size());
        }
    }

    /** Writes {@code CONF}: the frequency in force. */
    public void writeFrequency(LineBuffer out) {
        boolean raw = terms.everyEvent();
        NotificationWriter.conf(out, id, raw ? 0 : terms.maxFrequency(), raw);
    }

    /**
     * Starts listening to every item.
     *
     * @param snapshotLengths DISTINCT events the metadata adapter wants kept, by 0-based place
     * @return false when an item lives in another mode by now; then nothing is listened to
     */
    public boolean open(int loop, IntFunction<Integer> snapshotLengths) {
        ItemSubscription[] opened = new ItemSubscription[items.size()];
        ItemTable.Membership[] memberships = new ItemTable.Membership[opened.length];
        for (int i = 0; i < opened.length; i++) {
            opened[i] = new ItemSubscription(this, i + 1, termsByItem == null ? terms : termsByItem.get(i));
            memberships[i] = table.join(items.get(i), terms.mode(), schema.fields(), snapshotLengths.apply(i),
                    opened[i], loop);
            if (memberships[i] == null) {
                for (int j = 0; j < i; j++) {
                    table.leave(memberships[j], opened[j], loop);
                }
                return false;
            }
        }
        members = opened;
        termsByItem = null;
        for (int i = 0; i < opened.length; i++) {
            opened[i].join(memberships[i]);
        }
        return true;
    }

    /**
     * Changes the frequency of a filtered subscription.
     *
     * @param frequencies updates per second by 0-based place, 0 for no limit
     * @param between     runs when the new frequency is in {@link #terms} and before the first update at it
     */
    public void maxFrequency(IntToDoubleFunction frequencies, Runnable between) {
        terms = terms.withMaxFrequency(highest(frequencies));
        between.run();
        for (int i = 0; members != null && i < members.length; i++) {
            members[i].maxFrequency(frequencies.applyAsDouble(i));
        }
    }

    /** Stops listening; what waits is dropped. */
    public void close(int loop) {
        if (end()) {
            for (ItemSubscription member : members) {
                table.leave(member.membership(), member, loop);
            }
        }
    }

    /**
     * Stops listening, but leaves the items open that nobody else listens to.
     *
     * @return closes those items, on any thread; null when there are none
     */
    public Runnable closeLeavingOpen(int loop) {
        List<ItemTable.Membership> left = new ArrayList<>(0);
        if (end()) {
            for (ItemSubscription member : members) {
                if (table.leaveOpen(member.membership(), member, loop)) {
                    left.add(member.membership());
                }
            }
        }
        return left.isEmpty() ? null : () -> left.forEach(table::closeLeftOpen);
    }

    /** Marks the end; true when there are items to leave. */
    private boolean end() {
        boolean open = !closed && members != null;
        closed = true;
        for (int i = 0; members != null && i < members.length; i++) {
            members[i].close();
        }
        return open;
    }
}
