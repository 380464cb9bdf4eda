package dev.sluice.demo.portfolio;

import com.lightstreamer.interfaces.data.SubscriptionException;
import com.lightstreamer.interfaces.metadata.CreditsException;
import dev.sluice.demo.DemoDataAdapter;
import dev.sluice.demo.message.MessageDesk;
import java.io.File;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Data adapter of the portfolios: items {@code portfolio1} to {@code portfolio999}, COMMAND with snapshot. */
public final class PortfolioAdapter extends DemoDataAdapter {
    private final Map<String, Portfolio> portfolios = new ConcurrentHashMap<>();

    @Override
    public void init(Map parameters, File folder) {
        MessageDesk desk = MessageDesk.of(adapterSet(parameters));
        desk.register("BUY", (sender, body) -> buy(Order.parse(body)));
        desk.register("SELL", (sender, body) -> sell(Order.parse(body)));
    }

    private String buy(Order order) throws CreditsException {
        return answer("Bought", order, portfolio(order.portfolio()).buy(order.stock(), order.quantity()));
    }

    private String sell(Order order) throws CreditsException {
        return answer("Sold", order, portfolio(order.portfolio()).sell(order.stock(), order.quantity()));
    }

    private static String answer(String verb, Order order, int held) {
        return verb + " " + order.quantity() + ", now holding " + held;
    }

    private Portfolio portfolio(String name) {
        return portfolios.computeIfAbsent(name, n -> new Portfolio(n, listener()));
    }

    @Override
    public boolean isSnapshotAvailable(String item) {
        return true;
    }

    @Override
    public void subscribe(String item, Object handle, boolean needsIterator) throws SubscriptionException {
        if (!Order.PORTFOLIO.matcher(item).matches()) {
            throw new SubscriptionException("No portfolio " + item + "; there are portfolio1 to portfolio999");
        }
        portfolio(item).open(handle);
    }

    @Override
    public void unsubscribe(String item) {
        portfolio(item).close();
    }
}
