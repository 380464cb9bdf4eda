package dev.sluice.demo.portfolio;

import com.lightstreamer.interfaces.data.DataProvider;
import com.lightstreamer.interfaces.data.ItemEventListener;
import com.lightstreamer.interfaces.metadata.CreditsException;
import dev.sluice.demo.message.MessageDesk;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** The stocks somebody holds, and how many of each. */
final class Portfolio {
    private static final int STOCKS = 30;
    private static final int STOCKS_AT_FIRST = 8;
    private static final int LOT = 10;
    private static final int LARGEST_HOLDING = 1_000_000_000;

    private final String name;
    private final ItemEventListener listener;
    private final Map<String, Integer> holdings = new TreeMap<>();
    private Object handle;

    /** A portfolio is never empty at first; the same name starts with the same holdings. */
    Portfolio(String name, ItemEventListener listener) {
        this.name = name;
        this.listener = listener;
        Random random = new Random(name.hashCode());
        while (holdings.size() < STOCKS_AT_FIRST) {
            holdings.put("item" + (1 + random.nextInt(STOCKS)), LOT * (1 + random.nextInt(80)));
        }
    }

    /** Sends what is held as the snapshot, one ADD per stock. */
    synchronized void open(Object newHandle) {
        handle = newHandle;
        holdings.forEach((stock, quantity) ->
                listener.smartUpdate(newHandle, event(DataProvider.ADD_COMMAND, stock, quantity), true));
        listener.smartEndOfSnapshot(newHandle);
    }

    synchronized void close() {
        handle = null;
    }

    /** Returns the quantity held afterwards. */
    synchronized int buy(String stock, int quantity) throws CreditsException {
        int held = holdings.getOrDefault(stock, 0);
        if (held > LARGEST_HOLDING - quantity) {
            throw MessageDesk.refused("Cannot buy " + quantity + " of " + stock + ": " + name + " holds " + held
                    + " and may hold " + LARGEST_HOLDING);
        }
        holdings.put(stock, held + quantity);
        send(held == 0 ? DataProvider.ADD_COMMAND : DataProvider.UPDATE_COMMAND, stock, held + quantity);
        return held + quantity;
    }

    /** Returns the quantity held afterwards; selling the last one removes the stock. */
    synchronized int sell(String stock, int quantity) throws CreditsException {
        int held = holdings.getOrDefault(stock, 0);
        if (held < quantity) {
            throw MessageDesk.refused("Cannot sell " + quantity + " of " + stock + ": " + name + " holds " + held);
        }
        if (held == quantity) {
            holdings.remove(stock);
            send(DataProvider.DELETE_COMMAND, stock, 0);
        } else {
            holdings.put(stock, held - quantity);
            send(DataProvider.UPDATE_COMMAND, stock, held - quantity);
        }
        return held - quantity;
    }

    private void send(String command, String stock, int quantity) {
        if (handle != null) {
            listener.smartUpdate(handle, event(command, stock, quantity), false);
        }
    }

    private static Map<String, String> event(String command, String stock, int quantity) {
        Map<String, String> event = new HashMap<>();
        event.put(DataProvider.KEY_FIELD, stock);
        event.put(DataProvider.COMMAND_FIELD, command);
        if (!command.equals(DataProvider.DELETE_COMMAND)) {
            event.put("qty", Integer.toString(quantity));
        }
        return event;
    }
}
