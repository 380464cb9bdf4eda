package dev.sluice.demo;

import com.lightstreamer.adapters.metadata.LiteralBasedProvider;
import com.lightstreamer.interfaces.metadata.CreditsException;
import com.lightstreamer.interfaces.metadata.MetadataProviderException;
import dev.sluice.demo.message.Guests;
import dev.sluice.demo.message.MessageDesk;
import dev.sluice.demo.message.Sender;
import java.io.File;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Metadata adapter of every demo set: items and fields are listed literally, everybody may enter, and client messages
 * go to the data adapter that registered for them.
 */
public final class DemoMetadataAdapter extends LiteralBasedProvider {
    private final Guests guests = new Guests();
    private MessageDesk desk;

    @Override
    public void init(Map parameters, File folder) throws MetadataProviderException {
        super.init(parameters, folder);
        desk = MessageDesk.of(DemoDataAdapter.adapterSet(parameters));
    }

    @Override
    public void notifyNewSession(String user, String session, Map information) {
        guests.enter(session, text(information.get("REMOTE_IP")), text(information.get("USER_AGENT")));
    }

    @Override
    public void notifySessionClose(String session) {
        guests.leave(session);
    }

    @Override
    public CompletableFuture<String> notifyUserMessage(String user, String session, String message)
            throws CreditsException {
        Sender sender = guests.sender(session);
        if (sender == null) {
            throw MessageDesk.refused("The session of this message is closed");
        }
        return CompletableFuture.completedFuture(desk.deliver(sender, message == null ? "" : message));
    }

    private static String text(Object value) {
        return value == null || value.toString().isEmpty() ? "unknown" : value.toString();
    }
}
