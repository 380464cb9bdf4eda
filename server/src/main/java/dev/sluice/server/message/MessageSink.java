package dev.sluice.server.message;

/** Where messages go when it is their turn: to the metadata adapter, off the loop. */
public interface MessageSink {

    /**
     * Takes one message. Its outcome is told to {@link ClientMessages} later, once, on the session's loop; never before this
     * call has returned. Several messages may be on their way at the same time, of each sequence only one.
     *
     * @param token names the message when its outcome is told
     */
    void deliver(long token, String text);
}
