package dev.sluice.tests.told;

import com.lightstreamer.interfaces.data.DataProvider;
import com.lightstreamer.interfaces.data.ItemEventListener;
import java.io.File;
import java.util.Map;

/** Writes to the node's output what it was told at its start; items that begin with {@code block_data} wait as in {@link ToldMetadata}. */
public class ToldData implements DataProvider {

    @Override
    @SuppressWarnings("rawtypes")
    public void init(Map params, File configDir) {
        Told.DATA.countDown();
        Told.tell(this, params, configDir);
    }

    @Override
    public void setListener(ItemEventListener listener) {
        // there are no events
    }

    @Override
    public boolean isSnapshotAvailable(String item) {
        return false;
    }

    @Override
    public void subscribe(String item, boolean needsIterator) {
        if (item.startsWith("block_data")) {
            Told.awaitRelease(item);
        }
    }

    @Override
    public void unsubscribe(String item) {
        // nothing was opened
    }
}
