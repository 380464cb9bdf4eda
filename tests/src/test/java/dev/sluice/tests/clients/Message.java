package dev.sluice.tests.clients;

/**
 * A message to the metadata adapter.
 *
 * @param id                    name of the message inside a test
 * @param sequence              name of the ordered sequence, null for none
 * @param waitMillis            how long later ones wait for it, -1 for the node's own limit
 * @param listen                whether the outcome is wanted
 * @param keepWhileDisconnected whether it waits for a connection
 */
public record Message(String id, String text, String sequence, int waitMillis, boolean listen,
                      boolean keepWhileDisconnected) {

    /** An unordered message whose outcome is wanted. */
    public static Message unordered(String id, String text) {
        return new Message(id, text, null, -1, true, false);
    }

    /** A message of a sequence whose outcome is wanted. */
    public static Message ordered(String sequence, String id, String text) {
        return new Message(id, text, sequence, -1, true, false);
    }
}
