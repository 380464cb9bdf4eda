package dev.sluice.server.subscription;

import dev.sluice.server.item.ItemUpdate;

/** Where a subscription's items say what is ready; the session's side. On the session's loop. */
public interface SubscriptionOutput {

    /** Something to be written in this order, after all that was given before. */
    void ready(ItemSubscription item, ItemUpdate update);

    /** A subscription's item has failed by a bug of ours, which must not reach the others of the loop. */
    void onFailure(Throwable bug);

    /** The loop's time in milliseconds, monotonic. */
    long nowMillis();

    /** Asks for {@link ItemSubscription#onDue} at that time; to be cancelled when nobody waits for it any more. */
    Wake wakeAt(ItemSubscription item, long dueMillis);

    /** A call that was asked for. On the session's loop. */
    interface Wake {

        /** It is not to come; harmless when it has come. */
        void cancel();
    }
}
