package dev.sluice.demo.stock;

import com.lightstreamer.interfaces.data.ItemEventListener;
import com.lightstreamer.interfaces.data.SubscriptionException;
import dev.sluice.demo.DemoDataAdapter;
import dev.sluice.demo.WallClock;
import java.io.File;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Data adapter of the stock list: items {@code item1} to {@code item30}, MERGE with snapshot. */
public final class QuoteAdapter extends DemoDataAdapter {
    private static final System.Logger LOG = System.getLogger("dev.sluice.demo.quotes");

    private final ScheduledExecutorService market = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "demo-quotes");
        thread.setDaemon(true);
        return thread;
    });
    private Random random = new Random();
    private volatile StockFeed feed;

    /** {@code seed} makes the walk repeatable; without it every start is different. */
    @Override
    public void init(Map parameters, File folder) {
        Object seed = parameters.get("seed");
        if (seed != null) {
            random = new Random(Long.parseLong(seed.toString()));
        }
    }

    @Override
    public void setListener(ItemEventListener listener) {
        super.setListener(listener);
        feed = new StockFeed(Stock.all(), random, WallClock.system(), listener);
        market.execute(this::tick);
    }

    private void tick() {
        long pauseMillis = 1000;
        try {
            pauseMillis = feed.advance();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "quote feed failed, next try in " + pauseMillis + " ms", e);
        }
        market.schedule(this::tick, pauseMillis, TimeUnit.MILLISECONDS);
    }

    @Override
    public boolean isSnapshotAvailable(String item) {
        return true;
    }

    @Override
    public void subscribe(String item, Object handle, boolean needsIterator) throws SubscriptionException {
        if (!feed.knows(item)) {
            throw new SubscriptionException("No stock is published as " + item + "; there are item1 to item30");
        }
        feed.subscribe(item, handle);
    }

    @Override
    public void unsubscribe(String item) {
        feed.unsubscribe(item);
    }
}
