package dev.sluice.demo;

import com.lightstreamer.interfaces.data.DiffAlgorithm;
import com.lightstreamer.interfaces.data.IndexedItemEvent;
import com.lightstreamer.interfaces.data.ItemEvent;
import com.lightstreamer.interfaces.data.ItemEventListener;
import com.lightstreamer.interfaces.data.OldItemEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The node's side of a data adapter: keeps all that arrives by handle, refuses what the demo adapters never use. */
public final class RecordedUpdates implements ItemEventListener {
    /** One event, in the order of arrival. */
    public record Event(Object handle, String kind, Map<String, String> fields) {}

    private final List<Event> events = new ArrayList<>();

    public List<Event> take() {
        List<Event> taken = List.copyOf(events);
        events.clear();
        return taken;
    }

    @Override
    @SuppressWarnings("unchecked")
    public void smartUpdate(Object handle, Map event, boolean isSnapshot) {
        events.add(new Event(handle, isSnapshot ? "snapshot" : "update", Map.copyOf(event)));
    }

    @Override
    public void smartEndOfSnapshot(Object handle) {
        events.add(new Event(handle, "end of snapshot", Map.of()));
    }

    @Override
    public void update(String item, ItemEvent event, boolean isSnapshot) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void update(String item, OldItemEvent event, boolean isSnapshot) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void update(String item, Map event, boolean isSnapshot) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void update(String item, IndexedItemEvent event, boolean isSnapshot) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void smartUpdate(Object handle, ItemEvent event, boolean isSnapshot) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void smartUpdate(Object handle, OldItemEvent event, boolean isSnapshot) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void smartUpdate(Object handle, IndexedItemEvent event, boolean isSnapshot) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void endOfSnapshot(String item) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void clearSnapshot(String item) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void smartClearSnapshot(Object handle) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void declareFieldDiffOrder(String item, Map<String, DiffAlgorithm[]> order) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void smartDeclareFieldDiffOrder(Object handle, Map<String, DiffAlgorithm[]> order) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void failure(Throwable cause) {
        throw new UnsupportedOperationException(cause);
    }
}
