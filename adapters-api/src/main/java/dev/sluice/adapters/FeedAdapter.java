package dev.sluice.adapters;

import com.lightstreamer.interfaces.data.DataProviderException;
import com.lightstreamer.interfaces.data.FailureException;
import com.lightstreamer.interfaces.data.ItemEventListener;
import com.lightstreamer.interfaces.data.SmartDataProvider;
import com.lightstreamer.interfaces.data.SubscriptionException;
import java.io.File;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Base of data adapters: hands out an {@link ItemFeed} for every item clients want, and takes it back.
 *
 * <pre>{@code
 * public final class Clock extends FeedAdapter {
 *     private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
 *     private final Map<ItemFeed, Future<?>> ticking = new ConcurrentHashMap<>();
 *
 *     protected void open(ItemFeed item) {
 *         ticking.put(item, timer.scheduleAtFixedRate(
 *                 () -> item.update(Map.of("time", LocalTime.now().toString())), 0, 1, TimeUnit.SECONDS));
 *     }
 *
 *     protected void close(ItemFeed item) {
 *         ticking.remove(item).cancel(false);
 *     }
 * }
 * }</pre>
 *
 * <p>The node creates one instance through the public constructor without arguments, calls {@link #start} once, and then
 * {@link #open} and {@link #close} as clients come and go. For one item the two alternate and never overlap; calls for
 * different items may come at the same time on different threads. They may block without harm to other adapters, but block
 * the item they are about.
 */
public abstract class FeedAdapter implements SmartDataProvider {

    private final Map<String, ItemFeed> open = new ConcurrentHashMap<>();
    private volatile ItemEventListener listener;

    /**
     * Called once, before anything else. The node does not open its ports before it has returned.
     *
     * @param params    the {@code param} elements of {@code adapters.xml}, and {@code adapters_conf.id} and
     *                  {@code data_provider.name}
     * @param directory the folder of the adapter set, or the adapter's {@code install_dir} in it; for files of the adapter
     * @throws DataProviderException when the adapter cannot work; the node does not start then and shows the message
     */
    protected void start(Map<String, String> params, File directory) throws DataProviderException {
    }

    /**
     * The first client wants the item: send its events to {@code item}, from now on, on any thread, also before this returns.
     *
     * @throws SubscriptionException when there is no such item; clients stay subscribed and hear nothing
     * @throws FailureException      when the adapter can no longer work at all; the node stops
     */
    protected abstract void open(ItemFeed item) throws SubscriptionException, FailureException;

    /** The last client left: stop sending to {@code item}. What is sent all the same goes nowhere. */
    protected abstract void close(ItemFeed item);

    /**
     * Whether {@link #open} will send a snapshot of the item: {@link ItemFeed#snapshot} and, but for items in MERGE mode,
     * {@link ItemFeed#endOfSnapshot}. Asked before each {@link #open}.
     *
     * @return true unless overridden
     */
    protected boolean hasSnapshot(String item) {
        return true;
    }

    /** Tells the node that the adapter can no longer work at all: the node stops, and shows the cause. */
    protected final void fail(Throwable cause) {
        listener.failure(cause);
    }

    @Override
    @SuppressWarnings({"unchecked", "rawtypes"})
    public final void init(Map params, File configDir) throws DataProviderException {
        start((Map<String, String>) params, configDir);
    }

    @Override
    public final void setListener(ItemEventListener eventListener) {
        listener = Objects.requireNonNull(eventListener);
    }

    @Override
    public final boolean isSnapshotAvailable(String item) {
        return hasSnapshot(item);
    }

    @Override
    public final void subscribe(String item, Object handle, boolean needsIterator)
            throws SubscriptionException, FailureException {
        ItemFeed feed = new ItemFeed(item, handle, listener);
        open.put(item, feed);
        try {
            open(feed);
        } catch (Throwable e) {
            feed.ended();
            open.remove(item);
            throw e;
        }
    }

    @Override
    public final void subscribe(String item, boolean needsIterator) throws SubscriptionException {
        throw new SubscriptionException("The node subscribes with a handle");
    }

    @Override
    public final void unsubscribe(String item) {
        ItemFeed feed = open.remove(item);
        if (feed != null) {
            feed.ended();
            close(feed);
        }
    }
}
