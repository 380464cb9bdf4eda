package dev.sluice.server.adapter;

import com.lightstreamer.interfaces.data.FailureException;
import com.lightstreamer.interfaces.data.IndexedItemEvent;
import com.lightstreamer.interfaces.data.ItemEvent;
import com.lightstreamer.interfaces.data.OldItemEvent;
import com.lightstreamer.interfaces.data.SubscriptionException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

/** What becomes of the events a data adapter sends. */
class ItemEventsTest {

    private final OneSet one = new OneSet();
    private final Feed feed = new Feed(one.journal);
    private Loop loop;

    private Loop.Listener subscribed(Feed to, String item) throws Exception {
        Loop.Listener listener = joined(to, item);
        one.journal.expect("subscribe " + item);
        return listener;
    }

    private Loop.Listener joined(Feed to, String item) {
        if (loop == null) {
            one.data("DEFAULT", to).start(new Metadata(one.journal));
            loop = new Loop(one.set.dataAdapter("DEFAULT").items());
        }
        return loop.join(item, "f", "g");
    }

    @Test
    void allKindsOfEventsMayBeMixedOnOneItem() throws Exception {
        Loop.Listener a = subscribed(feed, "a");
        feed.listener.update("a", new HashMap<>(Map.of("f", "1", "g", "x")), true);
        feed.listener.update("a", new Fields(Map.of("f", "2")), false);
        feed.listener.update("a", new OldFields(Map.of("f", "3")), false);
        feed.listener.update("a", new IndexedFields("f", null, "g"), false);
        a.expect("1|x", "2|x", "3|x", "f value|g value");
    }

    @Test
    void bytesAreLatinOneAndOtherObjectsTheirText() throws Exception {
        Loop.Listener a = subscribed(feed, "a");
        Map<String, Object> event = new HashMap<>();
        event.put("f", new byte[] {(byte) 0xE9});
        event.put("g", 42);
        feed.listener.update("a", event, false);
        a.expect("\u00e9|42");
    }

    @Test
    void absentFieldStaysAndNullFieldIsNull() throws Exception {
        Loop.Listener a = subscribed(feed, "a");
        feed.listener.update("a", Map.of("f", "1", "g", "x"), false);
        Map<String, String> event = new HashMap<>();
        event.put("f", null);
        feed.listener.update("a", event, false);
        a.expect("1|x", "#|x");
    }

    @Test
    void oneMapSentToTwoItemsReachesBothAndMayBeChangedAfterwards() throws Exception {
        Loop.Listener a = subscribed(feed, "a");
        Loop.Listener b = subscribed(feed, "b");
        Map<String, String> event = new HashMap<>(Map.of("f", "1", "g", "x"));
        feed.listener.update("a", event, false);
        feed.listener.update("b", event, false);
        event.clear();
        a.expect("1|x");
        b.expect("1|x");
    }

    @Test
    void eventSentInsideSubscribeReachesTheListener() throws Exception {
        ReentrantLock ofAdapter = new ReentrantLock();
        CountDownLatch joined = new CountDownLatch(1);
        Loop.Listener a = joined(new Feed(one.journal) {
            @Override
            public void subscribe(String item, Object itemHandle, boolean needsIterator)
                    throws SubscriptionException, FailureException {
                ofAdapter.lock();
                try {
                    // what came before the listener would be its snapshot
                    joined.await();
                    listener.smartUpdate(itemHandle, Map.of("f", "1", "g", "x"), true);
                    listener.update(item, Map.of("f", "2"), false);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                } finally {
                    ofAdapter.unlock();
                }
            }
        }, "a");
        joined.countDown();
        a.expect("1|x", "2|x");
    }

    @Test
    void eventsForUnknownItemsAndHandlesAreDropped() throws Exception {
        Loop.Listener a = subscribed(feed, "a");
        feed.listener.update("nobody", Map.of("f", "1"), false);
        feed.listener.update(null, Map.of("f", "1"), false);
        feed.listener.smartUpdate("no handle", Map.of("f", "1"), false);
        feed.listener.endOfSnapshot("nobody");
        feed.listener.smartClearSnapshot(null);
        feed.listener.update("a", (Map<?, ?>) null, false);
        feed.listener.update("a", Map.of("f", "2", "g", "x"), false);
        a.expect("2|x");
        a.expectEnd();
    }

    @Test
    void floodOfEventsForNobodyIsDroppedWithoutHarm() throws Exception {
        Loop.Listener a = subscribed(feed, "a");
        Map<String, String> event = Map.of("f", "1", "g", "x");
        for (int i = 0; i < 300_000; i++) {
            feed.listener.update("nobody", event, false);
        }
        feed.listener.update("a", event, false);
        a.expect("1|x");
    }

    @Test
    void eventMayBeSentWhileAnotherIsRead() throws Exception {
        Loop.Listener a = subscribed(feed, "a");
        feed.listener.update("a", new Fields(Map.of("f", "outer", "g", "y")) {
            @Override
            public Object getValue(String name) {
                if (name.equals("f")) {
                    feed.listener.update("a", Map.of("f", "inner", "g", "x"), false);
                }
                return super.getValue(name);
            }
        }, false);
        a.expect("inner|x", "outer|y");
    }

    private static class Fields implements ItemEvent {

        private final Map<String, String> fields;

        private Fields(Map<String, String> fields) {
            this.fields = fields;
        }

        @Override
        public Iterator<String> getNames() {
            return fields.keySet().iterator();
        }

        @Override
        public Object getValue(String name) {
            return fields.get(name);
        }
    }

    private record OldFields(Map<String, String> fields) implements OldItemEvent {

        @Override
        public Enumeration<String> getNames() {
            return Collections.enumeration(fields.keySet());
        }

        @Override
        public Object getValue(String name) {
            return fields.get(name);
        }
    }

    private static final class IndexedFields implements IndexedItemEvent {

        private final List<String> names = new ArrayList<>();

        private IndexedFields(String... names) {
            Collections.addAll(this.names, names);
        }

        @Override
        public int getMaximumIndex() {
            return names.size() - 1;
        }

        @Override
        public int getIndex(String name) {
            return names.indexOf(name);
        }

        @Override
        public String getName(int index) {
            return names.get(index);
        }

        @Override
        public Object getValue(int index) {
            return names.get(index) + " value";
        }
    }
}
