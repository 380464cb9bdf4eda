package dev.sluice.server.check;

import com.lightstreamer.interfaces.data.DataProvider;
import com.lightstreamer.interfaces.data.ItemEventListener;
import java.io.File;
import java.util.Map;

/** A data adapter for adapter sets of tests, which leaves a trace when any of its code runs. */
public final class SampleFeed implements DataProvider {
    static final String TRACE = "sluice.tests.sample.ran";

    static {
        System.setProperty(TRACE, "Y");
    }

    @Override
    public void init(Map params, File configDir) {
    }

    @Override
    public void setListener(ItemEventListener listener) {
    }

    @Override
    public void subscribe(String itemName, boolean needsIterator) {
    }

    @Override
    public void unsubscribe(String itemName) {
    }

    @Override
    public boolean isSnapshotAvailable(String itemName) {
        return false;
    }
}
