package dev.sluice.server.message;

/**
 * Where the outcomes a client wants to hear of are written, in the order they must reach it. Called on the session's loop, at
 * most once for each number of a sequence.
 */
public interface MessageOutcomes {

    /**
     * The adapter has processed a message.
     *
     * @param sequence null for a message without sequence
     * @param response never null, empty when the adapter gave none
     */
    void done(String sequence, int progressive, String response);

    /**
     * A message was refused, failed, or never came.
     *
     * @param sequence null for a message without sequence
     * @param code     zero and below: the adapter's own
     * @param text     never null; for {@code MESSAGES_SKIPPED} the count of numbers that end with {@code progressive}
     */
    void failed(String sequence, int progressive, int code, String text);
}
