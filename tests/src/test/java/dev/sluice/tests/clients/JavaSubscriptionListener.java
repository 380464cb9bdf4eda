package dev.sluice.tests.clients;

import com.lightstreamer.client.ItemUpdate;
import com.lightstreamer.client.Subscription;
import com.lightstreamer.client.SubscriptionListener;
import java.util.HashMap;
import java.util.Map;

/** Writes what happens to one subscription of the Java client into its log; called on the client's own thread. */
final class JavaSubscriptionListener implements SubscriptionListener {

    private final ClientLog log;
    private final Wanted wanted;

    JavaSubscriptionListener(ClientLog log, Wanted wanted) {
        this.log = log;
        this.wanted = wanted;
    }

    @Override
    public void onItemUpdate(ItemUpdate update) {
        Map<String, String> values = new HashMap<>();
        wanted.fields().forEach(field -> values.put(field, update.getValue(field)));
        log.add(new ClientEvent.Update(wanted.id(), update.getItemName(), update.isSnapshot(), values));
    }

    @Override
    public void onEndOfSnapshot(String item, int position) {
        log.add(new ClientEvent.EndOfSnapshot(wanted.id(), item));
    }

    @Override
    public void onClearSnapshot(String item, int position) {
        log.add(new ClientEvent.ClearSnapshot(wanted.id(), item));
    }

    @Override
    public void onItemLostUpdates(String item, int position, int count) {
        log.add(new ClientEvent.Lost(wanted.id(), item, count));
    }

    @Override
    public void onSubscription() {
        log.add(new ClientEvent.Subscribed(wanted.id()));
    }

    @Override
    public void onUnsubscription() {
        log.add(new ClientEvent.Unsubscribed(wanted.id()));
    }

    @Override
    public void onSubscriptionError(int code, String text) {
        log.add(new ClientEvent.SubscriptionError(wanted.id(), code, text));
    }

    @Override
    public void onCommandSecondLevelItemLostUpdates(int count, String key) {
    }

    @Override
    public void onCommandSecondLevelSubscriptionError(int code, String text, String key) {
    }

    public void onListenEnd() {
    }

    public void onListenStart() {
    }

    public void onListenEnd(Subscription subscription) {
    }

    public void onListenStart(Subscription subscription) {
    }

    @Override
    public void onRealMaxFrequency(String frequency) {
    }
}
