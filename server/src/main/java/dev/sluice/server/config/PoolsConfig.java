package dev.sluice.server.config;

/**
 * Sizes and queue limits of the named pools; a negative limit is off, a size of 0 unlimited.
 *
 * @param eventLoops      {@code selector_pool_size}: event loops of the process, 0 = one less than cores
 * @param eventsSize      EVENTS
 * @param snapshotSize    SNAPSHOT
 * @param pumpSize        PUMP
 * @param pumpMaxQueue    limit on PUMP
 * @param server          SERVER, blocking work
 * @param acceptMaxSize   ACCEPT
 * @param acceptMaxQueue  limit on ACCEPT
 * @param handshakeSize   TLS-SSL HANDSHAKE
 * @param handshakeMaxQueue limit on it
 * @param httpsAuth       TLS-SSL AUTHENTICATION
 * @param prestartedMaxQueue limit on sessions waiting for their first bind or control
 * @param maxTaskWaitMillis warn when the oldest queued task waits longer, 0 = never
 * @param maxNioBufferBytes I/O buffers kept for reuse, 0 = no limit, -1 = no reuse
 */
public record PoolsConfig(int eventLoops, int eventsSize, int snapshotSize, int pumpSize, int pumpMaxQueue, Pool server,
                          int acceptMaxSize, int acceptMaxQueue, int handshakeSize, int handshakeMaxQueue,
                          Pool httpsAuth, int prestartedMaxQueue, long maxTaskWaitMillis, long maxNioBufferBytes) {

    /** A pool that grows: most threads, idle threads kept, queue limit. */
    public record Pool(int maxSize, int maxFree, int maxQueue) {
    }
}
