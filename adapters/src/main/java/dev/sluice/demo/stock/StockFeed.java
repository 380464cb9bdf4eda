package dev.sluice.demo.stock;

import com.lightstreamer.interfaces.data.ItemEventListener;
import dev.sluice.demo.WallClock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * The market: moves each stock when its time has come and tells the node about the subscribed ones. Time is brought by
 * the caller of {@link #advance()}; the monitor keeps a snapshot and the updates after it in order.
 */
final class StockFeed {
    private final WallClock clock;
    private final ItemEventListener listener;
    private final Map<String, Listing> listings = new LinkedHashMap<>();
    private final PriorityQueue<Listing> agenda = new PriorityQueue<>(Comparator.comparingLong(l -> l.dueMillis));

    /** A stock on the agenda; {@code handle} is null while nobody is subscribed. */
    private static final class Listing {
        private final StockWalk walk;
        private long dueMillis;
        private Object handle;
        private Map<String, String> told = Map.of();

        private Listing(StockWalk walk) {
            this.walk = walk;
        }
    }

    StockFeed(List<Stock> stocks, Random random, WallClock clock, ItemEventListener listener) {
        this.clock = clock;
        this.listener = listener;
        long now = clock.millis();
        for (Stock stock : stocks) {
            Listing listing = new Listing(new StockWalk(stock, new Random(random.nextLong()), now));
            listing.dueMillis = now + listing.walk.pauseMillis();
            listings.put(stock.item(), listing);
            agenda.add(listing);
        }
    }

    boolean knows(String item) {
        return listings.containsKey(item);
    }

    /** Sends the snapshot at once; updates follow under the same handle. */
    synchronized void subscribe(String item, Object handle) {
        Listing listing = listings.get(item);
        listing.handle = handle;
        listing.told = listing.walk.fields(clock::time);
        listener.smartUpdate(handle, new HashMap<>(listing.told), true);
    }

    synchronized void unsubscribe(String item) {
        Listing listing = listings.get(item);
        listing.handle = null;
        listing.told = Map.of();
    }

    /** Makes every move that is due and returns the milliseconds until the next one. */
    synchronized long advance() {
        long now = clock.millis();
        List<Listing> due = new ArrayList<>();
        while (agenda.peek().dueMillis <= now) {
            due.add(agenda.poll());
        }
        for (Listing listing : due) {
            listing.walk.move(now);
            publish(listing);
            listing.dueMillis = now + listing.walk.pauseMillis();
            agenda.add(listing);
        }
        return agenda.peek().dueMillis - now;
    }

    private void publish(Listing listing) {
        if (listing.handle == null) {
            return;
        }
        Map<String, String> fields = listing.walk.fields(clock::time);
        Map<String, String> changed = new HashMap<>(fields);
        changed.entrySet().removeAll(listing.told.entrySet());
        listing.told = fields;
        if (!changed.isEmpty()) {
            listener.smartUpdate(listing.handle, changed, false);
        }
    }
}
