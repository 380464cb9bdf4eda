package dev.sluice.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.lightstreamer.interfaces.data.SubscriptionException;
import dev.sluice.adapters.RecordingListener.Event;
import dev.sluice.adapters.RecordingListener.Kind;
import java.io.File;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A feed adapter as the node sees it, through the probe of the test kit. */
class FeedAdapterTest {

    private final Quotes quotes = new Quotes();
    private AdapterProbe probe;

    /** Sends a snapshot of one price for every item but {@code unknown}. */
    private static final class Quotes extends FeedAdapter {

        private String started;
        private ItemFeed last;
        private String closed;

        @Override
        protected void start(Map<String, String> params, File directory) {
            started = params.get("adapters_conf.id") + "." + params.get("data_provider.name") + "." + params.get("x");
        }

        @Override
        protected void open(ItemFeed item) throws SubscriptionException {
            last = item;
            if (item.name().equals("unknown")) {
                throw new SubscriptionException("unknown");
            }
            item.snapshot(Map.of("price", "1"));
            item.endOfSnapshot();
        }

        @Override
        protected void close(ItemFeed item) {
            closed = item.name() + " " + item.isOpen();
        }

        @Override
        protected boolean hasSnapshot(String item) {
            return !item.equals("plain");
        }
    }

    @BeforeEach
    void startAdapter() throws Exception {
        probe = new AdapterProbe(quotes, Map.of("x", "1"), new File("."));
    }

    @Test
    void paramsReachTheAdapter() {
        assertThat(quotes.started).isEqualTo("TEST.DEFAULT.1");
    }

    @Test
    void eventsOfAnOpenItemReachTheListenerInOrder() throws Exception {
        assertThat(probe.subscribe("a")).isTrue();
        Map<String, String> fields = new HashMap<>();
        fields.put("price", null);
        quotes.last.update(fields);
        quotes.last.clear();
        assertThat(probe.events().next(Duration.ofSeconds(5)))
                .isEqualTo(new Event(Kind.SNAPSHOT, "a", Map.of("price", "1")));
        assertThat(probe.events().takeAll()).containsExactly(new Event(Kind.END_OF_SNAPSHOT, "a", Map.of()),
                new Event(Kind.UPDATE, "a", fields), new Event(Kind.CLEAR_SNAPSHOT, "a", Map.of()));
    }

    @Test
    void closedItemIsNoLongerOpen() throws Exception {
        probe.subscribe("a");
        assertThat(quotes.last.isOpen()).isTrue();
        probe.unsubscribe("a");
        assertThat(quotes.closed).isEqualTo("a false");
        assertThatThrownBy(() -> probe.unsubscribe("a")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusedItemIsNotClosedAndMayBeAskedForAgain() {
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> probe.subscribe("unknown")).isInstanceOf(SubscriptionException.class);
            assertThat(quotes.last.isOpen()).isFalse();
        }
        assertThat(quotes.closed).isNull();
    }

    @Test
    void itemWithoutSnapshotSaysSo() throws Exception {
        assertThat(probe.subscribe("plain")).isFalse();
    }

    @Test
    void failureIsTold() throws Exception {
        quotes.fail(new IllegalStateException("broken"));
        assertThat(probe.events().next(Duration.ofSeconds(5)).kind()).isEqualTo(Kind.FAILURE);
    }

    @Test
    void silenceIsAFailedTest() {
        assertThatThrownBy(() -> probe.events().next(Duration.ZERO)).isInstanceOf(AssertionError.class);
    }
}
