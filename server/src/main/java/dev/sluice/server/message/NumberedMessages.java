package dev.sluice.server.message;

import dev.sluice.server.protocol.Request.SendMessage;

/** Messages that share one row of numbers: a sequence, or those without sequence. */
interface NumberedMessages {

    /** Takes a message or says why not; null when it was taken, or is one already taken that was sent again. */
    MessageRefusal submit(SendMessage message, long nowMillis);

    /** The outcome of a delivered message was written. */
    void completed(SendMessage message);

    /** Whether numbers before {@code number} are still awaited. */
    boolean awaitsBefore(int number);

    /** Waits no longer for the numbers before {@code number}. */
    void release(int number);

    /** Whether {@code again} repeats {@code first}, whose outcome is still due: clients resend when an answer is late. */
    static boolean resent(SendMessage first, SendMessage again) {
        return first.outcome() && first.text().equals(again.text());
    }
}
