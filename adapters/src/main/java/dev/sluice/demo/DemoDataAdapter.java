package dev.sluice.demo;

import com.lightstreamer.interfaces.data.ItemEventListener;
import com.lightstreamer.interfaces.data.SmartDataProvider;
import com.lightstreamer.interfaces.data.SubscriptionException;
import java.util.Map;

/**
 * A data adapter that addresses its updates by handle, so that a late update of an earlier subscription of the same
 * item is recognised by the node and dropped.
 */
public abstract class DemoDataAdapter implements SmartDataProvider {
    private volatile ItemEventListener listener;

    @Override
    public void setListener(ItemEventListener listener) {
        this.listener = listener;
    }

    @Override
    public final void subscribe(String item, boolean needsIterator) throws SubscriptionException {
        throw new SubscriptionException("Item " + item + " must be subscribed with a handle");
    }

    protected final ItemEventListener listener() {
        return listener;
    }

    /** Name of the adapter set an {@code init} call belongs to, as the node passes it to every adapter. */
    protected static String adapterSet(Map<?, ?> parameters) {
        return String.valueOf(parameters.get("adapters_conf.id"));
    }
}
