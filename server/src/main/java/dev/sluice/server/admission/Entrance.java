package dev.sluice.server.admission;

import dev.sluice.server.protocol.ErrorCode;

/** Where a newcomer hears whether it may come in: exactly one of {@link #admitted} and {@link #refused}, on its loop, at most once. */
public interface Entrance {

    /** The adapters may be asked. */
    void admitted();

    /**
     * The answer is this code; the connection is to be closed with it, so that a balancer can choose another node.
     *
     * @param load whether a limit of load is the reason
     */
    void refused(ErrorCode reason, boolean load);

    /** Whether the client is still connected; any thread. */
    boolean open();
}
