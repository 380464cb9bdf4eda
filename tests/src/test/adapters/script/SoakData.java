package dev.sluice.tests.script;

import com.lightstreamer.interfaces.data.DataProvider;
import com.lightstreamer.interfaces.data.ItemEventListener;
import dev.sluice.tests.soak.Course;
import java.io.File;
import java.util.HashMap;
import java.util.Map;

/** A data adapter whose items go their own way, told by {@link Course}, whether anybody listens or not; {@link SoakFeed} drives it. */
public final class SoakData implements DataProvider {

    private volatile ItemEventListener listener;

    @Override
    @SuppressWarnings("rawtypes")
    public void init(Map params, File configDir) {
    }

    @Override
    public void setListener(ItemEventListener target) {
        listener = target;
    }

    @Override
    public boolean isSnapshotAvailable(String item) {
        return Course.of(item).hasSnapshot();
    }

    @Override
    public void subscribe(String item, boolean needsIterator) {
        SoakFeed.FEED.join(item, (event, snapshot) -> listener.update(item, new HashMap<>(event), snapshot),
                () -> listener.endOfSnapshot(item));
    }

    @Override
    public void unsubscribe(String item) {
        SoakFeed.FEED.leave(item);
    }
}
