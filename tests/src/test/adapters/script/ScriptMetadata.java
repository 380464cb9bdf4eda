package dev.sluice.tests.script;

import com.lightstreamer.adapters.metadata.LiteralBasedProvider;
import com.lightstreamer.interfaces.metadata.CreditsException;
import com.lightstreamer.interfaces.metadata.NotificationException;
import java.util.concurrent.CompletableFuture;

/**
 * Admits everybody to everything, and answers messages by their first word: {@code echo:text}, {@code nothing:},
 * {@code refuse:code:text}, {@code notify:text}, {@code throw:text}, {@code hold:text} (answers when told to).
 */
public final class ScriptMetadata extends LiteralBasedProvider {

    @Override
    public CompletableFuture<String> notifyUserMessage(String user, String sessionId, String message)
            throws CreditsException, NotificationException {
        ScriptBoard.BOARD.message(message);
        String[] parts = message.split(":", 2);
        String rest = parts.length == 2 ? parts[1] : "";
        switch (parts[0]) {
            case "echo":
                return CompletableFuture.completedFuture(rest);
            case "refuse":
                int colon = rest.indexOf(':');
                throw new CreditsException(Integer.parseInt(rest.substring(0, colon)), "refused by the test",
                        rest.substring(colon + 1));
            case "notify":
                throw new NotificationException(rest);
            case "throw":
                throw new IllegalStateException(rest);
            case "hold":
                return ScriptBoard.BOARD.held(rest);
            default:
                return CompletableFuture.completedFuture(null);
        }
    }
}
