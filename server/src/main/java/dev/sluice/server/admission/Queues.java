package dev.sluice.server.admission;

import dev.sluice.server.counters.PoolGauge;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The queues that have limits.
 *
 * @param accept       {@code ACCEPT}
 * @param handshake    {@code TLS-SSL HANDSHAKE}: handshakes with clients that are not asked for a certificate
 * @param certificates {@code TLS-SSL AUTHENTICATION}: handshakes with clients that are
 * @param pump         {@code PUMP}
 * @param blocking     {@code SERVER} and all that is added to it: {@code server_pool_max_queue} is compared with their sum
 * @param alone        pools with a limit of their own, which {@code blocking} does not hold, and these limits
 */
public record Queues(PoolGauge accept, PoolGauge handshake, PoolGauge certificates, PoolGauge pump,
                     List<PoolGauge> blocking, Map<PoolGauge, Integer> alone) {

    public Queues {
        blocking = List.copyOf(blocking);
        alone = Map.copyOf(alone);
    }

    /** The pools that have threads of their own. */
    List<PoolGauge> withThreads() {
        return Stream.of(List.of(handshake, certificates), blocking, alone.keySet()).flatMap(Collection::stream).toList();
    }
}
