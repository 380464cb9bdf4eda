package dev.sluice.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.tests.proof.Row;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What a client under a bandwidth limit really receives. */
@Execution(ExecutionMode.CONCURRENT)
class BandwidthTest extends ConformanceCase {

    private static final int KBPS = 80;
    /** What may have been saved up before the first event. */
    private static final int BURST_BYTES = 8_000;
    private static final Duration WINDOW = Duration.ofSeconds(20);

    @Test
    @Timeout(120)
    @Row("tlcp.constrain.limit")
    void theLimitIsMetOverTwentySeconds() throws IOException {
        WebSocketPeer peer = session("&LS_requested_max_bandwidth=1000");
        measure(peer, "control\r\nLS_reqId=9&LS_op=constrain&LS_requested_max_bandwidth=" + KBPS);
    }

    @Test
    @Timeout(120)
    @Row("tlcp.constrain.limit")
    void theLimitOfTheAdapterIsMetWhateverTheClientAsksFor() throws IOException {
        WebSocketPeer peer = session("&LS_user=kbps:" + KBPS);
        measure(peer, "control\r\nLS_reqId=9&LS_op=constrain&LS_requested_max_bandwidth=unlimited");
    }

    /** More is waiting for the client than it may be sent; its own clock runs from line to line. */
    private void measure(WebSocketPeer peer, String constrain) throws IOException {
        String item = item();
        peer.send("control\r\n" + add(1, 1, "DISTINCT", item, "n filling"), "REQOK,1", "SUBOK,1,1,2", "CONF,1,unlimited,filtered");
        peer.send(constrain, "REQOK,9", "CONS," + KBPS);
        flood(item, 1_000, 300);
        for (long burst = 0; burst < BURST_BYTES;) {
            burst += next(peer);
        }
        long start = System.nanoTime();
        long end = start;
        long bytes = 0;
        while (end - start < WINDOW.toNanos()) {
            bytes += next(peer);
            end = System.nanoTime();
        }
        assertThat(bytes * 8 / ((end - start) / 1e6)).isCloseTo(KBPS, within(KBPS * 0.05));
    }

    private static long next(WebSocketPeer peer) throws IOException {
        return peer.socket.next().length() + 2;
    }
}
