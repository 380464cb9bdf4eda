package dev.sluice.server.adapter;

import com.lightstreamer.interfaces.data.FailureException;
import com.lightstreamer.interfaces.data.ItemEventListener;
import com.lightstreamer.interfaces.data.SmartDataProvider;
import com.lightstreamer.interfaces.data.SubscriptionException;
import java.io.File;
import java.util.Map;

/** A data adapter that writes down what it is asked, and can be made to act inside. */
class Feed implements SmartDataProvider {

    private final Journal journal;
    volatile ItemEventListener listener;
    volatile Object handle;

    Feed(Journal journal) {
        this.journal = journal;
    }

    final void note(String line) {
        journal.note(line);
    }

    @Override
    @SuppressWarnings("rawtypes")
    public void init(Map params, File configDir) {
    }

    @Override
    public void setListener(ItemEventListener eventListener) {
        listener = eventListener;
    }

    @Override
    public boolean isSnapshotAvailable(String item) throws SubscriptionException {
        return true;
    }

    @Override
    public void subscribe(String item, Object itemHandle, boolean needsIterator)
            throws SubscriptionException, FailureException {
        note("subscribe " + item);
        handle = itemHandle;
    }

    @Override
    public void subscribe(String item, boolean needsIterator) {
        throw new AssertionError("the form with a handle is to be called");
    }

    @Override
    public void unsubscribe(String item) throws SubscriptionException, FailureException {
        note("unsubscribe " + item);
    }
}
