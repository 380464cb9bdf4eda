package dev.sluice.server.session;

import dev.sluice.server.counters.Counter;
import dev.sluice.server.protocol.LineBuffer;
import dev.sluice.server.protocol.NotificationWriter;
import dev.sluice.server.subscription.Subscription;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;

/** The subscriptions of a session, by the ids the client gave. On the session's loop. */
public final class SessionSubscriptions {

    private final Session session;
    private Map<Integer, Subscription> byId = Collections.emptyMap();

    SessionSubscriptions(Session session) {
        this.session = session;
    }

    /** All that are open. */
    public Collection<Subscription> all() {
        return byId.values();
    }

    /** The subscription with this id, or null. */
    public Subscription find(int subscriptionId) {
        return byId.get(subscriptionId);
    }

    /**
     * Tells the client that a subscription is active and opens it; ends it at once when an item lives in another mode by now.
     *
     * @param snapshotLengths DISTINCT events the metadata adapter wants kept, by 0-based place
     */
    public void add(Subscription subscription, IntFunction<Integer> snapshotLengths) {
        session.loop().assertCurrent();
        LineBuffer line = new LineBuffer(48);
        subscription.writeOpening(line);
        session.notification(line);
        tellFrequency(subscription);
        if (!subscription.open(session.loop().thread().index(), snapshotLengths)) {
            announceEnd(subscription.id());
            session.owner().subscriptionClosed(session, subscription);
            return;
        }
        if (byId.isEmpty()) {
            byId = new LinkedHashMap<>(4);
        }
        byId.put(subscription.id(), subscription);
        session.count(Counter.ITEM_SUBSCRIPTIONS, subscription.items().size());
    }

    /** Ends a subscription and tells the client; false when there is none with this id. */
    public boolean remove(int subscriptionId) {
        Subscription subscription = byId.remove(subscriptionId);
        if (subscription == null) {
            return false;
        }
        end(subscription, false);
        announceEnd(subscriptionId);
        session.owner().subscriptionClosed(session, subscription);
        return true;
    }

    /** Tells the client that a subscription is over. */
    public void announceEnd(int subscriptionId) {
        LineBuffer line = new LineBuffer(24);
        NotificationWriter.unsub(line, subscriptionId);
        session.notification(line);
    }

    /**
     * Changes the frequency of a filtered subscription and tells the client what was granted.
     *
     * @param frequencies updates per second by 0-based place of the item, 0 for no limit; null leaves them
     */
    public void reconfigure(Subscription subscription, IntToDoubleFunction frequencies) {
        if (frequencies == null || subscription.terms().everyEvent()) {
            tellFrequency(subscription);
        } else {
            subscription.maxFrequency(frequencies, () -> tellFrequency(subscription));
        }
    }

    private void tellFrequency(Subscription subscription) {
        LineBuffer line = new LineBuffer(48);
        subscription.writeFrequency(line);
        session.notification(line);
    }

    private Runnable end(Subscription subscription, boolean leaveOpen) {
        int loop = session.loop().thread().index();
        Runnable close = leaveOpen ? subscription.closeLeavingOpen(loop) : null;
        subscription.close(loop);
        int items = subscription.items().size();
        session.count(Counter.ITEM_UNSUBSCRIPTIONS, items);
        for (int i = 0; i < items; i++) {
            session.count(Counter.FILTERED_UPDATES, subscription.filtered(i));
        }
        return close;
    }

    /**
     * The session ends: all subscriptions end without a word to the client.
     *
     * @param lingerMillis how long items that nobody else listens to stay open, for clients that come back in a new session
     */
    void closeAll(long lingerMillis) {
        List<Runnable> leftOpen = new ArrayList<>(0);
        for (Subscription subscription : new ArrayList<>(byId.values())) {
            Runnable close = end(subscription, lingerMillis > 0);
            if (close != null) {
                leftOpen.add(close);
            }
            session.owner().subscriptionClosed(session, subscription);
        }
        byId = Collections.emptyMap();
        if (!leftOpen.isEmpty()) {
            session.loop().thread().schedule(lingerMillis, () -> leftOpen.forEach(Runnable::run));
        }
    }
}
