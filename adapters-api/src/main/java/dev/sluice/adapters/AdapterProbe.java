package dev.sluice.adapters;

import com.lightstreamer.interfaces.data.DataProvider;
import com.lightstreamer.interfaces.data.DataProviderException;
import com.lightstreamer.interfaces.data.FailureException;
import com.lightstreamer.interfaces.data.SmartDataProvider;
import com.lightstreamer.interfaces.data.SubscriptionException;
import java.io.File;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Plays the node towards one data adapter, for tests: starts it, subscribes and unsubscribes in the order the node would, and
 * keeps what it sends in {@link #events()}, where items go by their names whichever way they were subscribed.
 *
 * <pre>{@code
 * AdapterProbe probe = new AdapterProbe(new Clock(), Map.of(), new File("."));
 * probe.subscribe("clock");
 * assertEquals("clock", probe.events().next(Duration.ofSeconds(5)).item());
 * probe.unsubscribe("clock");
 * }</pre>
 */
public final class AdapterProbe {

    private final DataProvider adapter;
    private final RecordingListener events = new RecordingListener();
    private final Set<String> subscribed = new HashSet<>();

    /** What stands for an item in calls of a smart adapter; a new one for every subscription, as in the node. */
    private static final class Handle {

        private final String item;

        private Handle(String item) {
            this.item = item;
        }

        @Override
        public String toString() {
            return item;
        }
    }

    /**
     * Starts an adapter as the only one of an adapter set {@code TEST}.
     *
     * @param params    what {@code param} elements would say
     * @param directory what would be the folder of the adapter set
     * @throws DataProviderException what the adapter throws
     */
    public AdapterProbe(DataProvider adapter, Map<String, String> params, File directory) throws DataProviderException {
        this.adapter = adapter;
        Map<String, String> all = new HashMap<>(params);
        all.put("adapters_conf.id", "TEST");
        all.put("data_provider.name", "DEFAULT");
        adapter.init(all, directory);
        adapter.setListener(events);
    }

    /** What the adapter has sent and is still to be looked at. */
    public RecordingListener events() {
        return events;
    }

    /**
     * Subscribes an item, as the node does for the first client that wants it.
     *
     * @return whether the adapter promised a snapshot
     * @throws IllegalStateException when the item is subscribed already
     * @throws SubscriptionException what the adapter throws; the item is not subscribed then
     * @throws FailureException      what the adapter throws
     */
    public boolean subscribe(String item) throws SubscriptionException, FailureException {
        if (!subscribed.add(item)) {
            throw new IllegalStateException(item + " is subscribed; the node subscribes an item once");
        }
        boolean done = false;
        try {
            boolean snapshot = adapter.isSnapshotAvailable(item);
            if (adapter instanceof SmartDataProvider smart) {
                smart.subscribe(item, new Handle(item), true);
            } else {
                adapter.subscribe(item, true);
            }
            done = true;
            return snapshot;
        } finally {
            if (!done) {
                subscribed.remove(item);
            }
        }
    }

    /**
     * Unsubscribes an item, as the node does when the last client has left.
     *
     * @throws IllegalStateException when the item is not subscribed
     * @throws SubscriptionException what the adapter throws
     * @throws FailureException      what the adapter throws
     */
    public void unsubscribe(String item) throws SubscriptionException, FailureException {
        if (!subscribed.remove(item)) {
            throw new IllegalStateException(item + " is not subscribed");
        }
        adapter.unsubscribe(item);
    }
}
