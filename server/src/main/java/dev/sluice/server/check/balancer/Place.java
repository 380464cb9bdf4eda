package dev.sluice.server.check.balancer;

/**
 * Where something is written.
 *
 * @param file as it is shown to the reader
 * @param line 1 or above, 0 = nowhere: a default of the product
 */
public record Place(String file, int line) {

    /** Whether it is written at all. */
    public boolean written() {
        return line > 0;
    }

    /** This place, or the other one when this is nowhere. */
    public Place or(Place other) {
        return written() ? this : other;
    }
}
