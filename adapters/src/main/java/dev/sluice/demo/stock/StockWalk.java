package dev.sluice.demo.stock;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.LongFunction;

/**
 * The trading day of one stock: a random walk that is pulled back the further it strays from the reference price, with
 * an order book around it. Not safe for concurrent use; {@link StockFeed} guards it.
 */
final class StockWalk {
    /** Share of events that are trades; the others only change the order book. */
    private static final double TRADE_SHARE = 0.7;
    /** Part of the distance from the reference price that one trade wins back on average. */
    private static final double PULL = 0.004;
    private static final int SHORTEST_MOVE_MILLIS = 120;
    private static final int LOT = 100;

    private final Stock stock;
    private final Random random;
    private final int openCents;
    private int lastCents;
    private int bidCents;
    private int askCents;
    private int minCents;
    private int maxCents;
    private int bidQuantity;
    private int askQuantity;
    private long tradedAtMillis;

    StockWalk(Stock stock, Random random, long nowMillis) {
        this.stock = stock;
        this.random = random;
        this.openCents = moved(stock.referenceCents(), 8 * stock.volatilityPoints());
        this.lastCents = openCents;
        this.minCents = openCents;
        this.maxCents = openCents;
        this.tradedAtMillis = nowMillis;
        settleBook();
        bidQuantity = lots();
        askQuantity = lots();
    }

    Stock stock() {
        return stock;
    }

    /** Time until this stock moves again: bursts and pauses as independent orders make them. */
    long pauseMillis() {
        double pause = -Math.log(1 - random.nextDouble()) * stock.meanMoveMillis();
        return Math.max(SHORTEST_MOVE_MILLIS, Math.min(4L * stock.meanMoveMillis(), Math.round(pause)));
    }

    void move(long nowMillis) {
        if (random.nextDouble() < TRADE_SHARE) {
            trade(nowMillis);
        } else if (random.nextBoolean()) {
            bidQuantity = lots();
        } else {
            askQuantity = lots();
        }
    }

    private void trade(long nowMillis) {
        int home = (int) Math.round((stock.referenceCents() - lastCents) * PULL);
        lastCents = Math.max(1, moved(lastCents, stock.volatilityPoints()) + home);
        minCents = Math.min(minCents, lastCents);
        maxCents = Math.max(maxCents, lastCents);
        tradedAtMillis = nowMillis;
        settleBook();
        if (random.nextBoolean()) {
            bidQuantity = lots();
        } else {
            askQuantity = lots();
        }
    }

    private void settleBook() {
        int spread = Math.max(1, lastCents / 1200) + random.nextInt(2);
        boolean atTheAsk = random.nextBoolean();
        askCents = atTheAsk ? lastCents : lastCents + spread;
        bidCents = Math.max(1, atTheAsk ? lastCents - spread : lastCents);
    }

    private int moved(int cents, double points) {
        return cents + (int) Math.round(cents * random.nextGaussian() * points / 10_000);
    }

    private int lots() {
        return LOT * (1 + (int) Math.min(999, -Math.log(1 - random.nextDouble()) * 90));
    }

    /** Every field of the stock, by name. */
    Map<String, String> fields(LongFunction<String> timeOfDay) {
        Map<String, String> fields = new HashMap<>();
        fields.put("stock_name", stock.name());
        fields.put("item_status", "active");
        fields.put("ref_price", price(stock.referenceCents()));
        fields.put("open_price", price(openCents));
        fields.put("last_price", price(lastCents));
        fields.put("pct_change", change());
        fields.put("time", timeOfDay.apply(tradedAtMillis));
        fields.put("timestamp", Long.toString(tradedAtMillis));
        fields.put("bid", price(bidCents));
        fields.put("bid_quantity", Integer.toString(bidQuantity));
        fields.put("ask", price(askCents));
        fields.put("ask_quantity", Integer.toString(askQuantity));
        fields.put("min", price(minCents));
        fields.put("max", price(maxCents));
        return fields;
    }

    private String change() {
        long points = Math.round(10_000.0 * (lastCents - stock.referenceCents()) / stock.referenceCents());
        return (points < 0 ? "-" : "") + price((int) Math.abs(points));
    }

    private static String price(int cents) {
        int rest = cents % 100;
        return cents / 100 + (rest < 10 ? ".0" : ".") + rest;
    }
}
