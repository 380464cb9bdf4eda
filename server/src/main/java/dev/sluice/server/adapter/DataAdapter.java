package dev.sluice.server.adapter;

import com.lightstreamer.interfaces.data.DataProvider;
import com.lightstreamer.interfaces.data.SmartDataProvider;
import dev.sluice.server.counters.WorkPool;
import dev.sluice.server.item.Item;
import dev.sluice.server.item.ItemSource;
import dev.sluice.server.item.ItemTable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * A data adapter as the source of its items: subscribes and unsubscribes in its pool, and takes what it sends to the item
 * it is for.
 */
public final class DataAdapter implements ItemSource {

    private final String set;
    private final String name;
    private final DataProvider provider;
    private final AdapterContext context;
    private final WorkPool pool;
    private final SessionControl control;
    private final ItemTable items = new ItemTable(this);
    private final LongAdder events = new LongAdder();
    private final ConcurrentHashMap<String, ItemLine> lines = new ConcurrentHashMap<>();

    DataAdapter(String set, String name, DataProvider provider, AdapterContext context, WorkPool pool,
                SessionControl control) {
        this.set = set;
        this.name = name;
        this.provider = provider;
        this.context = context;
        this.pool = pool;
        this.control = control;
    }

    /** Name clients know it by. */
    public String name() {
        return name;
    }

    /** The items somebody listens to. */
    public ItemTable items() {
        return items;
    }

    /** The pool its calls run in: its own, its set's, or its share of the SERVER pool. */
    public WorkPool pool() {
        return pool;
    }

    /** Events received for subscribed items. */
    public long events() {
        return events.sum();
    }

    /** Items whose subscribe call failed and that clients still wait for. */
    public List<String> failedItems() {
        List<String> failed = new ArrayList<>();
        lines.forEach((item, line) -> {
            if (line.failed()) {
                failed.add(item);
            }
        });
        return failed;
    }

    /** Empties the kept state of an item, as the adapter itself may; false when it is not subscribed. */
    public boolean clearSnapshot(String item) {
        ItemLine.Cycle cycle = cycle(item);
        Item subscribed = cycle == null ? null : cycle.item();
        if (subscribed != null) {
            subscribed.clearSnapshot();
        }
        return subscribed != null;
    }

    void received() {
        events.increment();
    }

    @Override
    public void open(Item item) {
        lines.compute(item.name(), (key, line) -> {
            ItemLine used = line == null ? new ItemLine(this, key) : line;
            used.open(item);
            return used;
        }).schedule();
    }

    @Override
    public void close(Item item) {
        lines.computeIfPresent(item.name(), (key, line) -> {
            line.close(item);
            return line;
        });
    }

    /** The live subscription of an item, null when there is none. */
    ItemLine.Cycle cycle(String item) {
        ItemLine line = item == null ? null : lines.get(item);
        return line == null ? null : line.current();
    }

    void forgetIfIdle(String item) {
        lines.computeIfPresent(item, (key, line) -> line.idle() ? null : line);
    }

    void subscribe(String item, ItemLine.Cycle cycle) throws Throwable {
        context.call("subscribe", () -> {
            if (provider instanceof SmartDataProvider smart) {
                smart.subscribe(item, cycle, true);
            } else {
                provider.subscribe(item, true);
            }
            return null;
        });
    }

    /** The adapter is broken beyond repair. */
    void fail(Throwable cause) {
        control.adapterFailed(fullName(), cause);
    }

    String fullName() {
        return set + "." + name;
    }

    DataProvider provider() {
        return provider;
    }

    AdapterContext context() {
        return context;
    }
}
