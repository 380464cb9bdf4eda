package dev.sluice.server.admission;

import dev.sluice.server.config.SocketConfig;

/** One listening socket, as far as accepting goes. Implemented by {@code transport}; called on any thread. */
public interface AcceptGate {

    /** The settings of the socket. */
    SocketConfig config();

    /** Accepts no more; connections live on, new ones wait in the kernel. Harmless when it does so already. */
    void pause();

    /** Accepts again. Harmless when it does so already. */
    void resume();

    /** How long the socket has not accepted since the start of the node, in milliseconds. */
    long pausedMillis();
}
