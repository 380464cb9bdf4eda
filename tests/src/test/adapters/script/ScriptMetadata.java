package dev.sluice.tests.script;

import com.lightstreamer.adapters.metadata.LiteralBasedProvider;
import com.lightstreamer.interfaces.metadata.AccessException;
import com.lightstreamer.interfaces.metadata.ConflictingSessionException;
import com.lightstreamer.interfaces.metadata.CreditsException;
import com.lightstreamer.interfaces.metadata.CustomizableItemEvent;
import com.lightstreamer.interfaces.metadata.ItemEvent;
import com.lightstreamer.interfaces.metadata.ItemsException;
import com.lightstreamer.interfaces.metadata.MetadataControlListener;
import com.lightstreamer.interfaces.metadata.Mode;
import com.lightstreamer.interfaces.metadata.NotificationException;
import com.lightstreamer.interfaces.metadata.ResourceUnavailableException;
import com.lightstreamer.interfaces.metadata.SchemaException;
import com.lightstreamer.interfaces.metadata.TableInfo;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Admits everybody to everything, unless a name says otherwise. Names are words with colons; the first word tells.
 * <ul>
 * <li>users: {@code denied}, {@code busy}, {@code broken}, {@code refused:code:text}, {@code held:text} (let in when told to),
 * {@code cookies} (the cookie header is noted), {@code kbps:n}, {@code seconds:n} (session time to live), {@code single:name} (one session at a time),
 * {@code tables} (the adapter is told of its subscriptions)
 * <li>groups: {@code unknown}, {@code crash}, {@code slow:text} (resolved when told to), {@code costly:code:text} (for {@code tables})
 * <li>schemas: {@code unknown}, {@code elsewhere} (not with this group)
 * <li>items: {@code only:mode}, {@code limited:frequency}, {@code prefiltered}, {@code buffered:n}, {@code personal} (field
 * {@code a} carries the user's name, field {@code slow} makes the answer take that many milliseconds)
 * <li>selectors: {@code unknown}, {@code field:value} (events with this value), {@code gate:} (blocks until {@code release}, which
 * no adapter should do)
 * <li>messages: {@code echo:text}, {@code nothing:}, {@code refuse:code:text}, {@code notify:text}, {@code throw:text},
 * {@code hold:text} (answers when told to)
 * </ul>
 */
public final class ScriptMetadata extends LiteralBasedProvider {

    private final Map<String, String> only = new ConcurrentHashMap<>();
    private final Map<String, String> users = new ConcurrentHashMap<>();

    @Override
    public void setListener(MetadataControlListener listener) {
        ScriptBoard.BOARD.control(listener);
    }

    @Override
    @SuppressWarnings("rawtypes")
    public CompletableFuture<Void> notifyUser(String user, String password, Map headers) throws AccessException, CreditsException {
        ScriptBoard.BOARD.message("user " + user + " " + password);
        String[] words = words(user);
        switch (words[0]) {
            case "denied":
                throw new AccessException("told to");
            case "busy":
                throw new ResourceUnavailableException("told to");
            case "broken":
                throw new IllegalStateException("told to");
            case "refused":
                throw new CreditsException(Integer.parseInt(words[1]), "told to", words[2]);
            case "cookies":
                ScriptBoard.BOARD.message("cookies " + headers.get("cookie"));
                return CompletableFuture.completedFuture(null);
            case "held":
                return ScriptBoard.BOARD.held(words[1]).thenAccept(text -> { });
            default:
                return CompletableFuture.completedFuture(null);
        }
    }

    @Override
    @SuppressWarnings("rawtypes")
    public void notifyNewSession(String user, String session, Map context) throws CreditsException {
        ScriptBoard.BOARD.message("opened " + user);
        users.put(session, String.valueOf(user));
        if (words(user)[0].equals("single")) {
            String other = only.putIfAbsent(user, session);
            if (other != null) {
                throw new ConflictingSessionException(-1, "told to", "only one at a time", other);
            }
        }
    }

    @Override
    public void notifySessionClose(String session) {
        only.values().remove(session);
        ScriptBoard.BOARD.message("closed " + users.remove(session));
    }

    @Override
    public double getAllowedMaxBandwidth(String user) {
        return number(user, "kbps");
    }

    @Override
    public int getSessionTimeToLive(String user, String session) {
        return (int) number(user, "seconds");
    }

    @Override
    public boolean wantsTablesNotification(String user) {
        return words(user)[0].equals("tables");
    }

    @Override
    public void notifyNewTables(String user, String session, TableInfo[] tables) throws CreditsException {
        String[] words = words(tables[0].getId());
        if (words[0].equals("costly")) {
            throw new CreditsException(Integer.parseInt(words[1]), "told to", words[2]);
        }
    }

    @Override
    public String[] getItems(String user, String session, String group, String dataAdapter) throws ItemsException {
        String[] words = words(group);
        switch (words[0]) {
            case "unknown":
                throw new ItemsException("told to");
            case "crash":
                throw new IllegalStateException("told to");
            case "slow":
                ScriptBoard.BOARD.held(words[1]).join();
                return super.getItems(user, session, group, dataAdapter);
            default:
                return super.getItems(user, session, group, dataAdapter);
        }
    }

    @Override
    public String[] getSchema(String user, String session, String group, String dataAdapter, String schema)
            throws SchemaException {
        if (schema.equals("unknown")) {
            throw new SchemaException("told to");
        } else if (schema.equals("elsewhere")) {
            ScriptMetadata.<RuntimeException>raise(new ItemsException("told to"));
        }
        return super.getSchema(user, session, group, dataAdapter, schema);
    }

    @Override
    public boolean isModeAllowed(String user, String item, String dataAdapter, Mode mode) {
        String[] words = words(item);
        return !words[0].equals("only") || mode.toString().equals(words[1]);
    }

    @Override
    public double getAllowedMaxItemFrequency(String user, String item, String dataAdapter) {
        return number(item, "limited");
    }

    @Override
    public double getMinSourceFrequency(String item, String dataAdapter) {
        return words(item)[0].equals("prefiltered") ? 1 : 0;
    }

    @Override
    public int getAllowedBufferSize(String user, String item, String dataAdapter) {
        return (int) number(item, "buffered");
    }

    @Override
    public boolean isSelectorAllowed(String user, String item, String dataAdapter, String selector) {
        return !selector.equals("unknown");
    }

    @Override
    public boolean isSelected(String user, String item, String dataAdapter, String selector, ItemEvent event) {
        String[] words = words(selector);
        if (words[0].equals("gate")) {
            ScriptBoard.BOARD.awaitGate();
            return true;
        }
        return words[1].equals(event.getValueAsString(words[0]));
    }

    @Override
    public boolean enableUpdateCustomization(String user, String item, String dataAdapter) {
        return words(item)[0].equals("personal");
    }

    @Override
    public void customizeUpdate(String user, String item, String dataAdapter, CustomizableItemEvent event) {
        if ("DELETEALL".equals(event.getValueAsString("command"))) {
            ScriptBoard.BOARD.message("cleared " + item + " for " + user);
        }
        if (event.getValueAsString("slow") != null) {
            LockSupport.parkNanos(Long.parseLong(event.getValueAsString("slow")) * 1_000_000);
        }
        event.setValueAsString("a", event.getValueAsString("a") + (event.isSnapshot() ? " then for " : " for ") + user);
        event.setValueAsString("key", "nobody");
    }

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

    /** The interface allows what the base class forgot to declare. */
    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void raise(Throwable thrown) throws T {
        throw (T) thrown;
    }

    private static String[] words(String name) {
        return name == null || name.isEmpty() ? new String[] {""} : name.split(":", 3);
    }

    private static double number(String name, String word) {
        String[] words = words(name);
        return words[0].equals(word) ? Double.parseDouble(words[1]) : 0;
    }
}
