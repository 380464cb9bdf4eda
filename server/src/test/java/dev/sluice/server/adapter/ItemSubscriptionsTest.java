package dev.sluice.server.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import com.lightstreamer.interfaces.data.DataProvider;
import com.lightstreamer.interfaces.data.FailureException;
import com.lightstreamer.interfaces.data.SubscriptionException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** How a data adapter is asked to subscribe and unsubscribe items. */
class ItemSubscriptionsTest {

    private final OneSet one = new OneSet();

    private Loop loop(DataProvider feed) {
        one.data("DEFAULT", feed).start(new Metadata(one.journal));
        return new Loop(one.set.dataAdapter("DEFAULT").items());
    }

    private static void await(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void firstListenerSubscribesAndLastUnsubscribes() throws Exception {
        Loop loop = loop(new Feed(one.journal) {
            @Override
            public boolean isSnapshotAvailable(String item) {
                note("snapshot " + item + "?");
                return false;
            }
        });
        Loop.Listener first = loop.join("a", "f");
        Loop.Listener second = loop.join("a", "f");
        one.journal.expect("snapshot a?", "subscribe a");
        first.leave();
        one.journal.expectEnd();
        second.leave();
        one.journal.expect("unsubscribe a");
    }

    @Test
    void eachCycleHasItsOwnHandle() throws Exception {
        Feed feed = new Feed(one.journal);
        Loop loop = loop(feed);
        Loop.Listener listener = loop.join("a", "f");
        one.journal.expect("subscribe a");
        Object first = handleOf(feed, null);
        listener.leave();
        one.journal.expect("unsubscribe a");
        listener = loop.join("a", "f");
        one.journal.expect("subscribe a");
        Object second = handleOf(feed, first);
        feed.listener.smartUpdate(first, Map.of("f", "old"), false);
        feed.listener.smartUpdate(second, Map.of("f", "new"), false);
        listener.expect("new");
        listener.expectEnd();
    }

    private static Object handleOf(Feed feed, Object before) {
        while (feed.handle == before) {
            Thread.onSpinWait();
        }
        return feed.handle;
    }

    @Test
    void subscribeThatHangsHoldsNoOtherItemBack() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        Loop loop = loop(new Feed(one.journal) {
            @Override
            public void subscribe(String item, Object itemHandle, boolean needsIterator)
                    throws SubscriptionException, FailureException {
                super.subscribe(item, itemHandle, needsIterator);
                if (item.equals("slow")) {
                    await(gate);
                    note("subscribed slow");
                }
            }
        });
        Loop.Listener slow = loop.join("slow", "f");
        one.journal.expect("subscribe slow");
        slow.leave();
        Loop.Listener again = loop.join("slow", "f");
        again.leave();
        loop.join("b", "f");
        one.journal.expect("subscribe b");
        gate.countDown();
        one.journal.expect("subscribed slow", "unsubscribe slow");
    }

    @Test
    void callsForOneItemAlternateUnderChurn() throws Exception {
        Loop loop = loop(new Feed(one.journal));
        for (int i = 0; i < 500; i++) {
            loop.join("a", "f").leave();
        }
        Loop.Listener last = loop.join("a", "f");
        loop.join("end", "f");
        boolean subscribed = false;
        boolean ended = false;
        String line = "";
        while (!ended || !subscribed) {
            line = one.journal.next();
            if (line.equals("subscribe end")) {
                ended = true;
            } else {
                assertThat(line).isEqualTo(subscribed ? "unsubscribe a" : "subscribe a");
                subscribed = !subscribed;
            }
        }
        last.leave();
    }

    @Test
    void failedSubscribeIsNotUnsubscribedAndTriedAgainForTheNextListener() throws Exception {
        Loop loop = loop(new Feed(one.journal) {
            @Override
            public void subscribe(String item, Object itemHandle, boolean needsIterator)
                    throws SubscriptionException, FailureException {
                super.subscribe(item, itemHandle, needsIterator);
                throw new SubscriptionException("not today");
            }
        });
        Loop.Listener listener = loop.join("a", "f");
        one.journal.expect("subscribe a");
        listener.leave();
        loop.join("a", "f");
        one.journal.expect("subscribe a");
        one.journal.expectEnd();
    }

    @Test
    void itemWhoseSnapshotQuestionFailsIsNotSubscribed() throws Exception {
        Loop loop = loop(new Feed(one.journal) {
            @Override
            public boolean isSnapshotAvailable(String item) throws SubscriptionException {
                note("asked " + item);
                throw new SubscriptionException("unknown");
            }
        });
        loop.join("a", "f").leave();
        loop.join("b", "f");
        assertThat(one.journal.next()).startsWith("asked");
        one.journal.expectEnd();
    }

    @Test
    void failedUnsubscribeCountsAsDone() throws Exception {
        Loop loop = loop(new Feed(one.journal) {
            @Override
            public void unsubscribe(String item) throws SubscriptionException, FailureException {
                super.unsubscribe(item);
                throw new SubscriptionException("no");
            }
        });
        for (int i = 0; i < 2; i++) {
            Loop.Listener listener = loop.join("a", "f");
            one.journal.expect("subscribe a");
            listener.leave();
            one.journal.expect("unsubscribe a");
        }
    }

    @Test
    void failureExceptionStopsTheNode() throws Exception {
        Loop loop = loop(new Feed(one.journal) {
            @Override
            public void subscribe(String item, Object itemHandle, boolean needsIterator) throws FailureException {
                throw new FailureException("broken");
            }
        });
        loop.join("a", "f");
        one.journal.expect("failed DEMO.DEFAULT broken");
    }
}
