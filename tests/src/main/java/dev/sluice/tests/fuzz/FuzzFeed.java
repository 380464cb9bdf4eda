package dev.sluice.tests.fuzz;

import com.lightstreamer.interfaces.data.ItemEventListener;
import com.lightstreamer.interfaces.data.SmartDataProvider;
import java.io.File;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * A data adapter with any item, which says something about one of them every few milliseconds and remembers nothing.
 *
 * <p>One class without nested ones, so that it can be copied alone into an adapter set.
 */
public final class FuzzFeed implements SmartDataProvider, Runnable {

    private static final String[] VALUES = {"", "1", "3.25", "a|b", "#", "$x", "^4", "100%", "line\r\nbreak", "\u20ac", "{\"a\":1}"};
    private static final String[] COMMANDS = {"ADD", "UPDATE", "UPDATE", "DELETE"};
    private static final long PAUSE_NANOS = 5_000_000;

    private final Map<String, Object> handles = new ConcurrentHashMap<>();
    private ItemEventListener listener;

    @Override
    @SuppressWarnings("rawtypes")
    public void init(Map parameters, File folder) {
        // Nothing to set up.
    }

    @Override
    public void setListener(ItemEventListener newListener) {
        listener = newListener;
        Thread thread = new Thread(this, "fuzz-feed");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void subscribe(String item, Object handle, boolean needsIterator) {
        handles.put(item, handle);
    }

    @Override
    public void subscribe(String item, boolean needsIterator) {
        throw new UnsupportedOperationException("the other subscribe is the one for smart adapters");
    }

    @Override
    public void unsubscribe(String item) {
        handles.remove(item);
    }

    @Override
    public boolean isSnapshotAvailable(String item) {
        return false;
    }

    @Override
    public void run() {
        Random random = new Random(1);
        while (true) {
            for (Object handle : handles.values()) {
                Map<String, String> event = new HashMap<>();
                event.put("x", VALUES[random.nextInt(VALUES.length)]);
                event.put("y", random.nextInt(3) == 0 ? null : Integer.toString(random.nextInt(5)));
                event.put("key", Integer.toString(random.nextInt(4)));
                event.put("command", COMMANDS[random.nextInt(COMMANDS.length)]);
                listener.smartUpdate(handle, event, false);
                if (random.nextInt(50) == 0) {
                    listener.smartClearSnapshot(handle);
                }
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
