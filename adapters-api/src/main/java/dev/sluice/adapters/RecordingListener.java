package dev.sluice.adapters;

import com.lightstreamer.interfaces.data.DiffAlgorithm;
import com.lightstreamer.interfaces.data.IndexedItemEvent;
import com.lightstreamer.interfaces.data.ItemEvent;
import com.lightstreamer.interfaces.data.ItemEventListener;
import com.lightstreamer.interfaces.data.OldItemEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Keeps what a data adapter sends, for tests: give it to {@code setListener} and take the events in the order they came. Every
 * kind of event object is read at once, as the node does it. Safe for any number of threads.
 */
public final class RecordingListener implements ItemEventListener {

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

    /** What an event is. */
    public enum Kind {
        /** Part of the snapshot. */
        SNAPSHOT,
        /** A change. */
        UPDATE,
        /** The snapshot is complete. */
        END_OF_SNAPSHOT,
        /** The snapshot was cleared. */
        CLEAR_SNAPSHOT,
        /** Algorithms for differences were declared for the fields that are listed. */
        DIFF_ORDER,
        /** The adapter declared itself broken; the only field is {@code cause}. */
        FAILURE
    }

    /**
     * One call of the listener.
     *
     * @param item   name of the item, or text of the handle it was sent to; null for a failure
     * @param fields names and values in the order they were sent, values possibly null
     */
    public record Event(Kind kind, String item, Map<String, String> fields) {
    }

    /**
     * Takes the oldest event, and waits for one if there is none yet.
     *
     * @throws AssertionError when none comes in time
     */
    public Event next(Duration patience) throws InterruptedException {
        Event event = events.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (event == null) {
            throw new AssertionError("The adapter sent nothing within " + patience);
        }
        return event;
    }

    /** Takes all events that have come. */
    public List<Event> takeAll() {
        List<Event> taken = new ArrayList<>();
        events.drainTo(taken);
        return taken;
    }

    @Override
    public void update(String item, ItemEvent event, boolean isSnapshot) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (Iterator<?> names = event.getNames(); names.hasNext();) {
            String name = (String) names.next();
            fields.put(name, text(event.getValue(name)));
        }
        keep(item, fields, isSnapshot);
    }

    @Override
    public void update(String item, OldItemEvent event, boolean isSnapshot) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (Enumeration<?> names = event.getNames(); names.hasMoreElements();) {
            String name = (String) names.nextElement();
            fields.put(name, text(event.getValue(name)));
        }
        keep(item, fields, isSnapshot);
    }

    @Override
    @SuppressWarnings("rawtypes")
    public void update(String item, Map event, boolean isSnapshot) {
        Map<String, String> fields = new LinkedHashMap<>();
        ((Map<?, ?>) event).forEach((name, value) -> fields.put((String) name, text(value)));
        keep(item, fields, isSnapshot);
    }

    @Override
    public void update(String item, IndexedItemEvent event, boolean isSnapshot) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i <= event.getMaximumIndex(); i++) {
            if (event.getName(i) != null) {
                fields.put(event.getName(i), text(event.getValue(i)));
            }
        }
        keep(item, fields, isSnapshot);
    }

    @Override
    public void smartUpdate(Object handle, ItemEvent event, boolean isSnapshot) {
        update(String.valueOf(handle), event, isSnapshot);
    }

    @Override
    public void smartUpdate(Object handle, OldItemEvent event, boolean isSnapshot) {
        update(String.valueOf(handle), event, isSnapshot);
    }

    @Override
    @SuppressWarnings("rawtypes")
    public void smartUpdate(Object handle, Map event, boolean isSnapshot) {
        update(String.valueOf(handle), event, isSnapshot);
    }

    @Override
    public void smartUpdate(Object handle, IndexedItemEvent event, boolean isSnapshot) {
        update(String.valueOf(handle), event, isSnapshot);
    }

    @Override
    public void endOfSnapshot(String item) {
        events.add(new Event(Kind.END_OF_SNAPSHOT, item, Map.of()));
    }

    @Override
    public void smartEndOfSnapshot(Object handle) {
        endOfSnapshot(String.valueOf(handle));
    }

    @Override
    public void clearSnapshot(String item) {
        events.add(new Event(Kind.CLEAR_SNAPSHOT, item, Map.of()));
    }

    @Override
    public void smartClearSnapshot(Object handle) {
        clearSnapshot(String.valueOf(handle));
    }

    @Override
    public void declareFieldDiffOrder(String item, Map<String, DiffAlgorithm[]> algorithms) {
        Map<String, String> fields = new LinkedHashMap<>();
        algorithms.forEach((name, order) -> fields.put(name, order == null ? null : List.of(order).toString()));
        events.add(new Event(Kind.DIFF_ORDER, item, Collections.unmodifiableMap(fields)));
    }

    @Override
    public void smartDeclareFieldDiffOrder(Object handle, Map<String, DiffAlgorithm[]> algorithms) {
        declareFieldDiffOrder(String.valueOf(handle), algorithms);
    }

    @Override
    public void failure(Throwable cause) {
        events.add(new Event(Kind.FAILURE, null, Map.of("cause", String.valueOf(cause))));
    }

    private void keep(String item, Map<String, String> fields, boolean isSnapshot) {
        events.add(new Event(isSnapshot ? Kind.SNAPSHOT : Kind.UPDATE, item, Collections.unmodifiableMap(fields)));
    }

    private static String text(Object value) {
        if (value instanceof byte[] bytes) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
        return value == null ? null : value.toString();
    }
}
