package dev.sluice.demo.stock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.demo.HandClock;
import dev.sluice.demo.RecordedUpdates;
import dev.sluice.demo.WallClock;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StockFeedTest {
    private static final String[] FIELDS = {"last_price", "time", "pct_change", "bid_quantity", "bid", "ask",
        "ask_quantity", "min", "max", "ref_price", "open_price", "stock_name", "item_status", "timestamp"};

    private final HandClock clock = new HandClock();
    private final RecordedUpdates node = new RecordedUpdates();
    private final StockFeed feed = new StockFeed(Stock.all(), new Random(7), new WallClock(clock), node);

    private void trade(long millis) {
        long until = clock.millis() + millis;
        while (clock.millis() < until) {
            clock.advance(feed.advance());
        }
    }

    @Test
    void thirtyStocksAreListedInItemOrder() {
        assertThat(Stock.all()).hasSize(30);
        assertThat(Stock.all()).extracting(Stock::item).startsWith("item1", "item2").endsWith("item30");
        assertThat(feed.knows("item30")).isTrue();
        assertThat(feed.knows("item31")).isFalse();
    }

    @Test
    void subscribingSendsOneSnapshotWithEveryField() {
        feed.subscribe("item3", "h");

        List<RecordedUpdates.Event> events = node.take();
        assertThat(events).hasSize(1);
        assertThat(events.get(0).kind()).isEqualTo("snapshot");
        assertThat(events.get(0).fields()).containsOnlyKeys(FIELDS)
                .containsEntry("stock_name", "Corvid Software")
                .containsEntry("time", "09:30:00")
                .containsEntry("ref_price", "113.85");
    }

    @Test
    void onlySubscribedItemsAreUpdated() {
        feed.subscribe("item3", "h3");
        node.take();

        trade(60_000);

        assertThat(node.take()).isNotEmpty().allMatch(e -> e.handle().equals("h3") && e.kind().equals("update"));
    }

    @Test
    void nothingFollowsAnUnsubscription() {
        feed.subscribe("item3", "h3");
        feed.unsubscribe("item3");
        node.take();

        trade(60_000);

        assertThat(node.take()).isEmpty();
    }

    @Test
    void anUpdateHoldsOnlyTheFieldsThatChanged() {
        feed.subscribe("item3", "h3");
        Map<String, String> known = new HashMap<>(node.take().get(0).fields());

        trade(60_000);

        for (RecordedUpdates.Event update : node.take()) {
            update.fields().forEach((name, value) -> assertThat(known.put(name, value)).isNotEqualTo(value));
        }
        assertThat(known).containsOnlyKeys(FIELDS);
    }

    @Test
    void pricesStayPlausibleThroughADay() {
        Map<String, Map<String, String>> rows = new HashMap<>();
        for (Stock stock : Stock.all()) {
            feed.subscribe(stock.item(), stock.item());
        }
        for (int minute = 0; minute < 8 * 60; minute++) {
            trade(60_000);
            node.take().forEach(e -> rows.computeIfAbsent((String) e.handle(), k -> new HashMap<>())
                    .putAll(e.fields()));
            rows.values().forEach(StockFeedTest::checkRow);
        }
    }

    private static void checkRow(Map<String, String> row) {
        BigDecimal last = new BigDecimal(row.get("last_price"));
        assertThat(last).isBetween(new BigDecimal(row.get("min")), new BigDecimal(row.get("max")));
        assertThat(last).isBetween(new BigDecimal(row.get("bid")), new BigDecimal(row.get("ask")));
        assertThat(new BigDecimal(row.get("bid"))).isLessThan(new BigDecimal(row.get("ask")));
        assertThat(new BigDecimal(row.get("pct_change")).abs()).isLessThan(new BigDecimal("40"));
    }

    @Test
    void theSameSeedGivesTheSameDay() {
        RecordedUpdates otherNode = new RecordedUpdates();
        HandClock otherClock = new HandClock();
        StockFeed other = new StockFeed(Stock.all(), new Random(7), new WallClock(otherClock), otherNode);
        feed.subscribe("item29", "h");
        other.subscribe("item29", "h");

        for (int i = 0; i < 200; i++) {
            clock.advance(feed.advance());
            otherClock.advance(other.advance());
        }

        assertThat(otherNode.take()).isEqualTo(node.take());
    }

    @Test
    void aBusyStockMovesEverySecondAndAQuietOneNowAndThen() {
        feed.subscribe("item3", "busy");
        feed.subscribe("item25", "quiet");
        node.take();

        trade(120_000);

        List<RecordedUpdates.Event> events = node.take();
        assertThat(events.stream().filter(e -> e.handle().equals("busy")).count()).isBetween(120L, 400L);
        assertThat(events.stream().filter(e -> e.handle().equals("quiet")).count()).isBetween(3L, 40L);
    }
}
