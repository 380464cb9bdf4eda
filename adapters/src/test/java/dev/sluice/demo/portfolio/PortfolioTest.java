package dev.sluice.demo.portfolio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.lightstreamer.interfaces.metadata.CreditsException;
import dev.sluice.demo.RecordedUpdates;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PortfolioTest {
    private final RecordedUpdates node = new RecordedUpdates();
    private final Portfolio portfolio = new Portfolio("portfolio1", node);

    private List<RecordedUpdates.Event> snapshot() {
        portfolio.open("h");
        return node.take();
    }

    private String stockNotHeld() {
        List<String> held = snapshot().stream().map(e -> e.fields().get("key")).toList();
        return IntStream.rangeClosed(1, 30).mapToObj(n -> "item" + n).filter(s -> !held.contains(s))
                .findFirst().orElseThrow();
    }

    @Test
    void theSnapshotAddsEveryStockHeldAndEnds() {
        List<RecordedUpdates.Event> events = snapshot();

        assertThat(events).hasSize(9);
        assertThat(events.subList(0, 8)).allMatch(e -> e.kind().equals("snapshot")
                && e.fields().get("command").equals("ADD") && Integer.parseInt(e.fields().get("qty")) > 0);
        assertThat(events.get(8).kind()).isEqualTo("end of snapshot");
    }

    @Test
    void theFirstOneBoughtIsAddedTheNextUpdatesAndTheLastSoldDeletes() throws Exception {
        String stock = stockNotHeld();

        portfolio.buy(stock, 10);
        portfolio.buy(stock, 5);
        portfolio.sell(stock, 4);
        portfolio.sell(stock, 11);

        assertThat(node.take()).extracting(RecordedUpdates.Event::fields).containsExactly(
                Map.of("key", stock, "command", "ADD", "qty", "10"),
                Map.of("key", stock, "command", "UPDATE", "qty", "15"),
                Map.of("key", stock, "command", "UPDATE", "qty", "11"),
                Map.of("key", stock, "command", "DELETE"));
    }

    @Test
    void whatIsNotHeldCannotBeSold() {
        String stock = stockNotHeld();

        assertThatThrownBy(() -> portfolio.sell(stock, 1)).isInstanceOf(CreditsException.class)
                .hasMessage("Cannot sell 1 of " + stock + ": portfolio1 holds 0");
        assertThat(node.take()).isEmpty();
    }

    @Test
    void aHoldingCannotOutgrowItsLimit() throws Exception {
        String stock = stockNotHeld();
        portfolio.buy(stock, 999_999_999);

        assertThatThrownBy(() -> portfolio.buy(stock, 2)).isInstanceOf(CreditsException.class)
                .hasMessageContaining("may hold 1000000000");
    }

    @Test
    void holdingsOutliveTheSubscription() throws Exception {
        String stock = stockNotHeld();
        portfolio.close();

        portfolio.buy(stock, 10);

        assertThat(node.take()).isEmpty();
        assertThat(snapshot()).anyMatch(e -> stock.equals(e.fields().get("key")));
    }
}
