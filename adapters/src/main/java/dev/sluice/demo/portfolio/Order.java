package dev.sluice.demo.portfolio;

import com.lightstreamer.interfaces.metadata.CreditsException;
import dev.sluice.demo.message.MessageDesk;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A wish to buy or sell, read from the body of a message: portfolio, stock and quantity between bars. */
record Order(String portfolio, String stock, int quantity) {
    static final Pattern PORTFOLIO = Pattern.compile("portfolio[1-9]\\d{0,2}");
    private static final Pattern STOCK = Pattern.compile("item([1-9]|[12]\\d|30)");
    private static final Pattern QUANTITY = Pattern.compile("0*([1-9]\\d{0,8})");

    static Order parse(String body) throws CreditsException {
        String[] parts = body.split("\\|", -1);
        if (parts.length != 3) {
            throw MessageDesk.malformed("An order has the form BUY|portfolio1|item4|15; got "
                    + MessageDesk.quoted(body) + " after the first word");
        }
        if (!PORTFOLIO.matcher(parts[0]).matches()) {
            throw MessageDesk.malformed("No portfolio " + MessageDesk.quoted(parts[0])
                    + "; there are portfolio1 to portfolio999");
        }
        if (!STOCK.matcher(parts[1]).matches()) {
            throw MessageDesk.malformed("No stock " + MessageDesk.quoted(parts[1]) + "; there are item1 to item30");
        }
        Matcher quantity = QUANTITY.matcher(parts[2].trim());
        if (!quantity.matches()) {
            throw MessageDesk.malformed("Quantity " + MessageDesk.quoted(parts[2])
                    + " must be a whole number from 1 to 999999999");
        }
        return new Order(parts[0], parts[1], Integer.parseInt(quantity.group(1)));
    }
}
