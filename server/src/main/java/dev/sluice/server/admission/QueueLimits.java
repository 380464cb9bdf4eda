package dev.sluice.server.admission;

import dev.sluice.server.config.PoolsConfig;
import dev.sluice.server.config.PortType;
import dev.sluice.server.config.TlsConfig;
import dev.sluice.server.counters.PoolGauge;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The limits of a configuration and which sockets each of them pauses. */
final class QueueLimits {

    private final PoolsConfig pools;
    private final Collection<? extends AcceptGate> gates;
    private final List<AcceptGate> createOnly;

    private QueueLimits(PoolsConfig pools, Collection<? extends AcceptGate> gates) {
        this.pools = pools;
        this.gates = gates;
        this.createOnly = of(gates, PortType.CREATE_ONLY);
    }

    /** All limits, those that are off included; {@code prestarted} tells how many sessions wait for their first bind. */
    static List<QueueLimit> of(PoolsConfig pools, Queues queues, Collection<? extends AcceptGate> gates,
                               LongSupplier prestarted) {
        return new QueueLimits(pools, gates).all(queues, prestarted);
    }

    private List<QueueLimit> all(Queues queues, LongSupplier prestarted) {
        List<QueueLimit> limits = new ArrayList<>();
        limits.add(new QueueLimit("accept_pool_max_queue", pools.acceptMaxQueue(),
                "tasks wait for the event loops (ACCEPT)", queues.accept()::queueLength, false, createOnly,
                "The event loops are too busy: add cores, or nodes"));
        limits.add(refusing("server_pool_max_queue", pools.server().maxQueue(),
                "calls of adapters wait (SERVER and the pools counted with it)",
                () -> queues.blocking().stream().mapToLong(PoolGauge::queueLength).sum(),
                "Adapters are slower than their clients: look which pool's queue is long, then at the adapter, then at the"
                        + " size of the pool"));
        limits.add(refusing("pump_pool_max_queue", pools.pumpMaxQueue(), "sessions wait to be written to (PUMP)",
                queues.pump()::queueLength, "The event loops are too busy: add cores, or nodes"));
        limits.add(refusing("prestarted_max_queue", pools.prestartedMaxQueue(),
                "sessions wait for their first bind or control", prestarted,
                "Clients reach this node for creations faster than for control connections: look at the TLS handshakes of"
                        + " CONTROL_ONLY sockets, or whether clients reach control_link_address at all"));
        queues.alone().forEach((pool, most) -> limits.add(refusing("max_queue of pool " + pool.name(), most,
                "calls wait (" + pool.name() + ")", pool::queueLength,
                "The metadata adapter is slower than its clients: look at it, then at the size of the pool")));
        limits.add(handshakes("handshake_pool_max_queue", pools.handshakeMaxQueue(), queues.handshake(),
                tls -> tls.clientAuth() == TlsConfig.ClientAuth.NONE, "handshake_pool_size"));
        limits.add(handshakes("https_auth_pool_max_queue", pools.httpsAuth().maxQueue(), queues.certificates(),
                tls -> tls.clientAuth() != TlsConfig.ClientAuth.NONE, "https_auth_pool_max_size"));
        return List.copyOf(limits);
    }

    private QueueLimit refusing(String setting, int limit, String waits, LongSupplier queue, String advice) {
        return new QueueLimit(setting, limit, waits, queue, true, createOnly, advice);
    }

    /** The handshakes of some TLS sockets: which sockets are paused depends on what they are declared for. */
    private QueueLimit handshakes(String setting, int limit, PoolGauge pool, Predicate<TlsConfig> uses, String size) {
        List<? extends AcceptGate> users = gates.stream()
                .filter(gate -> gate.config().secure() && uses.test(gate.config().tls())).toList();
        return new QueueLimit(setting, limit, "steps of TLS handshakes wait (" + pool.name() + ")", pool::queueLength, false,
                pausedForHandshakes(users), "More clients come than handshakes can be computed: add cores, raise " + size
                        + ", use a certificate with an EC key, or let the balancer do TLS");
    }

    private Collection<AcceptGate> pausedForHandshakes(List<? extends AcceptGate> users) {
        List<AcceptGate> creating = of(users, PortType.CREATE_ONLY);
        if (!creating.isEmpty()) {
            return creating;
        }
        List<AcceptGate> controlling = of(users, PortType.CONTROL_ONLY);
        if (controlling.isEmpty() || !of(users, PortType.GENERAL_PURPOSE).isEmpty()) {
            return List.of();
        }
        // With a limit on prestarted sessions creations wait for control connections anyway, which then must get through.
        return pools.prestartedMaxQueue() >= 0 ? createOnly
                : Stream.concat(controlling.stream(), createOnly.stream()).toList();
    }

    private static List<AcceptGate> of(Collection<? extends AcceptGate> gates, PortType type) {
        return gates.stream().filter(gate -> gate.config().portType() == type).map(AcceptGate.class::cast).toList();
    }
}
