package dev.sluice.server.adapter;

import com.lightstreamer.interfaces.data.DiffAlgorithm;
import com.lightstreamer.interfaces.data.IndexedItemEvent;
import com.lightstreamer.interfaces.data.ItemEvent;
import com.lightstreamer.interfaces.data.ItemEventListener;
import com.lightstreamer.interfaces.data.OldItemEvent;
import dev.sluice.adapters.EventBatches;
import dev.sluice.server.item.Item;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.Map;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listener a data adapter sends its events to, on any thread and possibly with its own locks held: copies the event at
 * once, since the adapter may use the object again, and hands it to its item. Takes no lock of its own.
 */
final class ItemIntake implements ItemEventListener, EventBatches {

    private static final Logger LOG = LoggerFactory.getLogger("LightstreamerLogger.subscriptions.upd");
    @SuppressWarnings("rawtypes")
    private static final BiConsumer<Map, EventFields> MAP = (event, fields) -> copy((Map<?, ?>) event, fields);
    private static final BiConsumer<ItemEvent, EventFields> ITEM_EVENT = ItemIntake::copy;
    private static final BiConsumer<OldItemEvent, EventFields> OLD_EVENT = ItemIntake::copy;
    private static final BiConsumer<IndexedItemEvent, EventFields> INDEXED_EVENT = ItemIntake::copy;

    private final DataAdapter adapter;
    private final LogLimit drops = new LogLimit();
    private final LogLimit failures = new LogLimit();

    ItemIntake(DataAdapter adapter) {
        this.adapter = adapter;
    }

    @Override
    public void batch(Runnable events) {
        adapter.items().beginBatch();
        try {
            events.run();
        } finally {
            adapter.items().endBatch();
        }
    }

    @Override
    public void update(String item, ItemEvent event, boolean snapshot) {
        deliver(named(item), event, ITEM_EVENT, snapshot);
    }

    @Override
    public void update(String item, OldItemEvent event, boolean snapshot) {
        deliver(named(item), event, OLD_EVENT, snapshot);
    }

    @Override
    @SuppressWarnings("rawtypes")
    public void update(String item, Map event, boolean snapshot) {
        deliver(named(item), event, MAP, snapshot);
    }

    @Override
    public void update(String item, IndexedItemEvent event, boolean snapshot) {
        deliver(named(item), event, INDEXED_EVENT, snapshot);
    }

    @Override
    public void smartUpdate(Object handle, ItemEvent event, boolean snapshot) {
        deliver(handled(handle), event, ITEM_EVENT, snapshot);
    }

    @Override
    public void smartUpdate(Object handle, OldItemEvent event, boolean snapshot) {
        deliver(handled(handle), event, OLD_EVENT, snapshot);
    }

    @Override
    @SuppressWarnings("rawtypes")
    public void smartUpdate(Object handle, Map event, boolean snapshot) {
        deliver(handled(handle), event, MAP, snapshot);
    }

    @Override
    public void smartUpdate(Object handle, IndexedItemEvent event, boolean snapshot) {
        deliver(handled(handle), event, INDEXED_EVENT, snapshot);
    }

    @Override
    public void endOfSnapshot(String item) {
        Item of = named(item);
        if (of != null) {
            of.endOfSnapshot();
        }
    }

    @Override
    public void smartEndOfSnapshot(Object handle) {
        Item of = handled(handle);
        if (of != null) {
            of.endOfSnapshot();
        }
    }

    @Override
    public void clearSnapshot(String item) {
        Item of = named(item);
        if (of != null) {
            of.clearSnapshot();
        }
    }

    @Override
    public void smartClearSnapshot(Object handle) {
        Item of = handled(handle);
        if (of != null) {
            of.clearSnapshot();
        }
    }

    @Override
    public void declareFieldDiffOrder(String item, Map<String, DiffAlgorithm[]> algorithms) {
        ItemLine.Cycle cycle = adapter.cycle(item);
        if (cycle != null && algorithms != null) {
            cycle.declare(algorithms);
        }
    }

    @Override
    public void smartDeclareFieldDiffOrder(Object handle, Map<String, DiffAlgorithm[]> algorithms) {
        if (handled(handle) != null && algorithms != null) {
            ((ItemLine.Cycle) handle).declare(algorithms);
        }
    }

    @Override
    public void failure(Throwable cause) {
        adapter.fail(cause);
    }

    private Item named(String name) {
        ItemLine.Cycle cycle = adapter.cycle(name);
        Item item = cycle == null ? null : cycle.item();
        if (item == null) {
            dropped("item " + name + ", which is not subscribed");
        }
        return item;
    }

    private Item handled(Object handle) {
        if (handle instanceof ItemLine.Cycle cycle && cycle.isOf(adapter)) {
            return cycle.item();
        }
        dropped("an item handle the node did not give it");
        return null;
    }

    private <E> void deliver(Item item, E event, BiConsumer<? super E, EventFields> copier, boolean snapshot) {
        if (item == null) {
            return;
        }
        EventFields fields = EventFields.take();
        try {
            copier.accept(event, fields);
            if (fields.oddField() != null) {
                oddValue(item, fields.oddField());
            }
        } catch (RuntimeException e) {
            fields.release();
            unreadable(item, e);
            return;
        }
        try {
            adapter.received();
            item.update(fields.names(), fields.values(), fields.count(), snapshot);
        } finally {
            fields.release();
        }
    }

    private static void copy(Map<?, ?> event, EventFields fields) {
        for (Map.Entry<?, ?> field : event.entrySet()) {
            if (field.getKey() instanceof String name) {
                fields.add(name, field.getValue());
            }
        }
    }

    private static void copy(ItemEvent event, EventFields fields) {
        for (Iterator<?> names = event.getNames(); names.hasNext();) {
            if (names.next() instanceof String name) {
                fields.add(name, event.getValue(name));
            }
        }
    }

    private static void copy(OldItemEvent event, EventFields fields) {
        for (Enumeration<?> names = event.getNames(); names.hasMoreElements();) {
            if (names.nextElement() instanceof String name) {
                fields.add(name, event.getValue(name));
            }
        }
    }

    private static void copy(IndexedItemEvent event, EventFields fields) {
        for (int i = 0; i <= event.getMaximumIndex(); i++) {
            String name = event.getName(i);
            if (name != null) {
                fields.add(name, event.getValue(i));
            }
        }
    }

    private void dropped(String what) {
        long unsaid = drops.admit();
        if (unsaid >= 0) {
            LOG.warn("Adapter {} sent an event for {}: dropped ({} more not logged)", adapter.fullName(), what, unsaid);
        }
    }

    private void oddValue(Item item, String field) {
        long unsaid = failures.admit();
        if (unsaid >= 0) {
            LOG.error("Adapter {} sent for field {} of item {} a value that is neither String nor byte[]: taken as its"
                    + " toString ({} more not logged)", adapter.fullName(), field, item.name(), unsaid);
        }
    }

    private void unreadable(Item item, RuntimeException cause) {
        long unsaid = failures.admit();
        if (unsaid >= 0) {
            LOG.warn("Adapter {} sent an event for item {} that cannot be read: {}; dropped ({} more not logged)",
                    adapter.fullName(), item.name(), cause, unsaid);
        }
    }
}
