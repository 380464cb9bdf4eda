package dev.sluice.demo.message;

import com.lightstreamer.interfaces.metadata.CreditsException;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Where the messages of one adapter set find the data adapter that understands them. */
public final class MessageDesk {
    /** Code of a message that has not the form its word asks for. */
    public static final int MALFORMED = -1;
    /** Code of a well-formed message that cannot be carried out. */
    public static final int REFUSED = -2;

    private static final Map<String, MessageDesk> DESKS = new ConcurrentHashMap<>();
    private static final int QUOTED_LENGTH = 40;

    private final Map<String, MessageHandler> handlers = new ConcurrentHashMap<>();

    private MessageDesk() {}

    /** The desk of the adapter set with this name; the same one for all adapters of the set. */
    public static MessageDesk of(String adapterSet) {
        return DESKS.computeIfAbsent(adapterSet, name -> new MessageDesk());
    }

    public void register(String word, MessageHandler handler) {
        handlers.put(word, handler);
    }

    public String deliver(Sender sender, String message) throws CreditsException {
        int bar = message.indexOf('|');
        MessageHandler handler = bar < 0 ? null : handlers.get(message.substring(0, bar));
        if (handler == null) {
            throw malformed("Message " + quoted(message) + " must begin with one of "
                    + new TreeSet<>(handlers.keySet()) + " and a bar");
        }
        return handler.accept(sender, message.substring(bar + 1));
    }

    public static CreditsException malformed(String reason) {
        return new CreditsException(MALFORMED, reason, reason);
    }

    public static CreditsException refused(String reason) {
        return new CreditsException(REFUSED, reason, reason);
    }

    /** Text of a client as it may appear inside an answer. */
    public static String quoted(String text) {
        return "'" + (text.length() <= QUOTED_LENGTH ? text : text.substring(0, QUOTED_LENGTH) + "…") + "'";
    }
}
