package dev.sluice.tests.feed;

import com.lightstreamer.interfaces.data.DataProvider;
import com.lightstreamer.interfaces.data.ItemEventListener;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Publishes what one feeder tells all nodes, a line {@code item number length} per event: the number, and a filling of that length
 * made from it. Connects again when the feeder is away. Numbers only grow, so that gaps and repeats show.
 */
public final class FeedData implements DataProvider {

    private static final long PAUSE_MILLIS = 200;

    /** Guarded by this, as the order of snapshot and events is. */
    private final Map<String, Map<String, String>> last = new HashMap<>();
    private final Map<String, Long> numbers = new HashMap<>();
    private final Set<String> subscribed = new HashSet<>();
    private String host;
    private int port;
    private ItemEventListener listener;

    @Override
    @SuppressWarnings("rawtypes")
    public void init(Map params, File configDir) {
        host = (String) params.get("feed_host");
        port = Integer.parseInt((String) params.get("feed_port"));
    }

    @Override
    public void setListener(ItemEventListener target) {
        listener = target;
        Thread thread = new Thread(this::follow, "feed");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public boolean isSnapshotAvailable(String item) {
        return item.startsWith("state");
    }

    @Override
    public synchronized void subscribe(String item, boolean needsIterator) {
        subscribed.add(item);
        Map<String, String> event = last.get(item);
        if (event != null && isSnapshotAvailable(item)) {
            listener.update(item, new HashMap<>(event), true);
        }
    }

    @Override
    public synchronized void unsubscribe(String item) {
        subscribed.remove(item);
    }

    private void follow() {
        while (true) {
            try (Socket socket = new Socket(host, port); BufferedReader lines = new BufferedReader(
                    new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    publish(line.split(" "));
                }
            } catch (IOException e) {
                // The feeder is away; it will be back.
            }
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private synchronized void publish(String[] words) {
        String item = words[0];
        long number = Long.parseLong(words[1]);
        if (number <= numbers.getOrDefault(item, 0L)) {
            return;
        }
        Map<String, String> event = new HashMap<>();
        event.put("n", words[1]);
        int length = Integer.parseInt(words[2]);
        event.put("filling", length == 0 ? "" : words[1].repeat(length / words[1].length() + 1).substring(0, length));
        numbers.put(item, number);
        last.put(item, event);
        if (subscribed.contains(item)) {
            listener.update(item, new HashMap<>(event), false);
        }
    }
}
