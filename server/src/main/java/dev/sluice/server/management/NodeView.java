package dev.sluice.server.management;

import dev.sluice.server.adapter.AdapterSets;
import dev.sluice.server.counters.Counters;
import dev.sluice.server.session.SessionLoop;
import dev.sluice.server.session.SessionRegistry;
import java.util.List;
import java.util.function.IntSupplier;

/**
 * A started node as management sees it.
 *
 * @param counters   everything counted on its loops and at its sockets
 * @param loops      its event loops
 * @param registry   its sessions
 * @param adapters   its adapter sets
 * @param sockets    its listening sockets, in the order of the configuration
 * @param pools      all pools, also those an event loop stands for
 * @param prestarted sessions created and not yet bound or controlled
 */
public record NodeView(Counters counters, List<SessionLoop> loops, SessionRegistry registry, AdapterSets adapters,
                       List<SocketView> sockets, List<PoolView> pools, IntSupplier prestarted) {
}
