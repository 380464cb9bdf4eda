package dev.sluice.server.transport;

import dev.sluice.server.counters.Counter;
import dev.sluice.server.counters.LoopCounts;
import io.netty.handler.ssl.SslHandler;
import javax.net.ssl.SSLSession;

/** Counts the TLS handshakes of one listening socket: begun, done, failed, and what they agreed on. */
final class HandshakeCounts {

    private final LoopCounts counts = new LoopCounts();

    LoopCounts counts() {
        return counts;
    }

    /** A connection has come whose handshake begins now. */
    void begun(SslHandler handler) {
        counts.countAnywhere(Counter.HANDSHAKES_BEGUN);
        handler.handshakeFuture().addListener(ended -> {
            if (ended.isSuccess()) {
                counts.countAnywhere(Counter.HANDSHAKES_DONE);
                SSLSession session = handler.engine().getSession();
                counts.tlsProtocols().count(session.getProtocol());
                counts.tlsSuites().count(session.getCipherSuite());
            } else {
                counts.countAnywhere(Counter.HANDSHAKES_FAILED);
            }
        });
    }
}
