package dev.sluice.server.transport;

import dev.sluice.server.config.PoolsConfig;
import dev.sluice.server.config.TlsConfig;
import dev.sluice.server.counters.WorkPool;

/** The threads that compute the steps of TLS handshakes, which take too long for a loop that has other sockets to serve. */
public final class HandshakePools {

    private final WorkPool handshake;
    private final WorkPool certificates;

    HandshakePools(PoolsConfig config) {
        ClassLoader own = HandshakePools.class.getClassLoader();
        handshake = new WorkPool("TLS-SSL HANDSHAKE", WorkPool.Size.of(config.handshakeSize(), config.handshakeSize()), own);
        certificates = new WorkPool("TLS-SSL AUTHENTICATION",
                WorkPool.Size.of(config.httpsAuth().maxSize(), config.httpsAuth().maxFree()), own);
    }

    /** {@code TLS-SSL HANDSHAKE}: for sockets that do not ask for certificates. */
    public WorkPool handshake() {
        return handshake;
    }

    /** {@code TLS-SSL AUTHENTICATION}: for sockets that do. */
    public WorkPool certificates() {
        return certificates;
    }

    WorkPool of(TlsConfig tls) {
        return tls.clientAuth() == TlsConfig.ClientAuth.NONE ? handshake : certificates;
    }

    void stop() {
        handshake.shutdown();
        certificates.shutdown();
    }
}
