package dev.sluice.tests.bench;

import java.util.List;
import java.util.stream.IntStream;

/**
 * One kind of load.
 *
 * @param name     as it is asked for and printed
 * @param clients  connections
 * @param items    items that are published
 * @param perSecond updates of each item per second
 * @param own      each client has an item of its own; otherwise everybody subscribes to all
 * @param burst    all items are published at the same instant; otherwise evenly spread
 */
record Scenario(String name, int clients, int items, int perSecond, boolean own, boolean burst) {
    private static final int SHARED_ITEMS = 10;
    private static final int PER_SECOND = 2;

    static Scenario named(String name, int clients) {
        return switch (name) {
            case "shared" -> new Scenario(name, clients, SHARED_ITEMS, PER_SECOND, false, false);
            case "burst" -> new Scenario(name, clients, SHARED_ITEMS, PER_SECOND, false, true);
            case "own" -> new Scenario(name, clients, clients, PER_SECOND, true, false);
            default -> throw new IllegalArgumentException("unknown scenario '" + name + "': shared, burst or own");
        };
    }

    List<String> itemsOf(int client) {
        return own ? List.of(item(client)) : IntStream.range(0, items).mapToObj(this::item).toList();
    }

    String item(int number) {
        return (own ? "p" : "t") + number;
    }

    double offeredPerSecond() {
        return (double) perSecond * items * (own ? 1 : clients);
    }
}
