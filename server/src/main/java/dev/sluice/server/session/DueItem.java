package dev.sluice.server.session;

import dev.sluice.server.subscription.ItemSubscription;
import dev.sluice.server.subscription.SubscriptionOutput;

/** The moment at which the frequency of an item lets it speak again. On the session's loop. */
final class DueItem extends Timed implements SubscriptionOutput.Wake {

    private final Session session;
    private final ItemSubscription item;

    private DueItem(Session session, ItemSubscription item) {
        this.session = session;
        this.item = item;
    }

    /** Scheduled for that time. */
    static DueItem at(Session session, ItemSubscription item, long dueMillis) {
        DueItem due = new DueItem(session, item);
        session.loop().timers().schedule(due, dueMillis);
        return due;
    }

    @Override
    public void cancel() {
        session.loop().timers().cancel(this);
    }

    @Override
    void onTime(long nowMillis) {
        item.onDue();
    }

    @Override
    void onFailure(Throwable bug) {
        session.onFailure(bug);
    }
}
