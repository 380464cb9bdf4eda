package dev.sluice.server.node;

import dev.sluice.server.config.SocketConfig;
import dev.sluice.server.counters.LoopCounts;
import dev.sluice.server.management.SocketView;
import dev.sluice.server.transport.ListeningSocket;
import java.util.List;

/** A listening socket as management sees it. */
record OpenSocket(ListeningSocket socket) implements SocketView {

    @Override
    public SocketConfig config() {
        return socket.config();
    }

    @Override
    public int port() {
        return socket.port();
    }

    @Override
    public List<LoopCounts> counts() {
        return socket.counts();
    }

    @Override
    public long pausedMillis() {
        return socket.pausedMillis();
    }

    @Override
    public boolean disable() {
        return socket.disable();
    }

    @Override
    public boolean enable() {
        return socket.enable();
    }
}
