package dev.sluice.demo.stock;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A listed company: what does not change during the day.
 *
 * @param item             item name under which it is published
 * @param name             company name
 * @param referenceCents   yesterday's closing price
 * @param meanMoveMillis   average time between two changes
 * @param volatilityPoints typical size of one price change, in hundredths of a percent
 */
record Stock(String item, String name, int referenceCents, int meanMoveMillis, double volatilityPoints) {

    /** The stocks of the demo, in item order: {@code item1} first. */
    static List<Stock> all() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Stock.class.getResourceAsStream("stocks.csv"), StandardCharsets.UTF_8))) {
            return lines.lines().skip(1).map(Stock::parse).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stock parse(String line) {
        String[] cells = line.split(",");
        return new Stock(cells[0], cells[1], Integer.parseInt(cells[2]), Integer.parseInt(cells[3]),
                Double.parseDouble(cells[4]));
    }
}
