package dev.sluice.demo;

import com.lightstreamer.adapters.metadata.LiteralBasedProvider;
import com.lightstreamer.interfaces.metadata.CreditsException;
import com.lightstreamer.interfaces.metadata.MetadataProviderException;
import dev.sluice.demo.message.MessageDesk;
import dev.sluice.demo.message.Sender;
import java.io.File;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Metadata adapter of every demo set: items and fields are listed literally, everybody may enter, and client messages
 * go to the data adapter that registered for them.
 */
public final class DemoMetadataAdapter extends LiteralBasedProvider {
    private final Map<String, Sender> senders = new ConcurrentHashMap<>();
    private MessageDesk desk;

    @Override
    public void init(Map parameters, File folder) throws MetadataProviderException {
        super.init(parameters, folder);
        desk = MessageDesk.of(DemoDataAdapter.adapterSet(parameters));
    }

    @Override
    public void notifyNewSession(String user, String session, Map information) {
        String address = text(information.get("REMOTE_IP"));
        String agent = text(information.get("USER_AGENT"));
        synchronized (senders) {
            Sender sender = new Sender(address, agent);
            for (int count = 2; senders.containsValue(sender); count++) {
                sender = new Sender(address, agent + " [" + count + "]");
            }
            senders.put(session, sender);
        }
    }

    @Override
    public void notifySessionClose(String session) {
        senders.remove(session);
    }

    @Override
    public CompletableFuture<String> notifyUserMessage(String user, String session, String message)
            throws CreditsException {
        Sender sender = senders.get(session);
        if (sender == null) {
            throw MessageDesk.refused("The session of this message is closed");
        }
        return CompletableFuture.completedFuture(desk.deliver(sender, message == null ? "" : message));
    }

    private static String text(Object value) {
        return value == null || value.toString().isEmpty() ? "unknown" : value.toString();
    }
}
