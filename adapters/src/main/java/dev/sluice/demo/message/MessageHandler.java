package dev.sluice.demo.message;

import com.lightstreamer.interfaces.metadata.CreditsException;

/** What a data adapter does with the messages it registered for; called by several threads at once, must not block. */
@FunctionalInterface
public interface MessageHandler {
    /**
     * Carries the message out.
     *
     * @param body what follows the word and its bar
     * @return the answer the client receives, or null for none
     * @throws CreditsException with the reason the client is told, when the message is refused
     */
    String accept(Sender sender, String body) throws CreditsException;
}
