package dev.sluice.server.node;

import dev.sluice.server.config.NodeConfig;

/** One push server node: everything between its configuration and its sockets. */
public final class Node {
    private final NodeConfig config;

    public Node(NodeConfig config) {
        this.config = config;
    }

    /** Listens on every socket of the configuration, or says in one line why it cannot. */
    public void start() throws StartFailure {
        if (config.sockets().isEmpty()) {
            throw new StartFailure("no socket to listen on in " + config.file());
        }
    }

    /** Stops listening, closes every session and adapter; harmless when the start has failed or never came. */
    public void stop() {
    }
}
