package dev.sluice.tests.fuzz;

import com.lightstreamer.adapters.metadata.LiteralBasedProvider;
import com.lightstreamer.interfaces.metadata.CreditsException;
import com.lightstreamer.interfaces.metadata.ItemsException;
import java.util.concurrent.CompletableFuture;

/** Admits everybody to everything but very large groups; refuses some messages and answers the others. */
public final class FuzzMetadata extends LiteralBasedProvider {

    private static final int MOST_ITEMS = 50;

    @Override
    public String[] getItems(String user, String sessionId, String group, String dataAdapter) throws ItemsException {
        String[] items = group.split(" ");
        if (items.length > MOST_ITEMS || items.length == 0) {
            throw new ItemsException("no such group");
        }
        return items;
    }

    @Override
    public CompletableFuture<String> notifyUserMessage(String user, String sessionId, String message) throws CreditsException {
        if (message.startsWith("refuse")) {
            throw new CreditsException(-1, "refused, as wished", "refused, as wished");
        }
        return CompletableFuture.completedFuture(message.length() % 2 == 0 ? null : message);
    }
}
