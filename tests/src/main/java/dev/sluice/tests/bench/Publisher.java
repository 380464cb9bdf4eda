package dev.sluice.tests.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;

/** Publishes the updates of a scenario at their times through a server's ingress, on a thread of its own. */
final class Publisher implements AutoCloseable {
    private static final int PAYLOAD_BYTES = 120;
    private static final String FILLER = "the quick brown fox jumps over the lazy dog ".repeat(3);

    private final Scenario scenario;
    private final Socket socket;
    private final Thread thread;
    private volatile boolean closed;

    Publisher(Scenario scenario, int port) throws IOException {
        this.scenario = scenario;
        this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
        this.socket.setTcpNoDelay(true);
        this.thread = new Thread(this::publish, "publisher");
        this.thread.start();
    }

    private void publish() {
        int atOnce = scenario.burst() ? scenario.items() : 1;
        double nanosBetween = 1e9 * atOnce / ((double) scenario.items() * scenario.perSecond());
        long start = System.nanoTime();
        long turn = 0;
        var lines = new StringBuilder();
        try (socket) {
            var out = socket.getOutputStream();
            while (!closed) {
                long now = System.nanoTime();
                for (; start + turn * nanosBetween <= now; turn++) {
                    for (int i = 0; i < atOnce; i++) {
                        line(lines, scenario.item((int) ((turn * atOnce + i) % scenario.items())));
                    }
                }
                if (!lines.isEmpty()) {
                    out.write(lines.toString().getBytes(StandardCharsets.US_ASCII));
                    lines.setLength(0);
                }
                LockSupport.parkNanos((long) (start + turn * nanosBetween) - System.nanoTime());
            }
        } catch (IOException gone) {
            if (!closed) {
                System.err.println("bench: the publisher lost its connection: " + gone.getMessage());
            }
        }
    }

    private static void line(StringBuilder lines, String item) {
        lines.append(item).append(' ');
        int start = lines.length();
        lines.append('@').append(System.nanoTime()).append('@');
        lines.append(FILLER, 0, PAYLOAD_BYTES - (lines.length() - start)).append('\n');
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.join();
    }
}
