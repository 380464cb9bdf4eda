package dev.sluice.server.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Lines adapters write, in order. Adapters in class loaders of their own reach it as a queue in the system properties. */
final class Journal implements AutoCloseable {

    private final LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final String key;

    Journal() {
        key = "journal";
        System.getProperties().put(key, lines);
    }

    void note(String line) {
        lines.add(line);
    }

    /** The next line, waited for. */
    String next() throws InterruptedException {
        String line = lines.poll(10, TimeUnit.SECONDS);
        assertThat(line).as("a further line").isNotNull();
        return line;
    }

    void expect(String... expected) throws InterruptedException {
        for (String line : expected) {
            assertThat(next()).isEqualTo(line);
        }
    }

    /** Nothing more was written up to now. */
    void expectEnd() {
        assertThat(lines).isEmpty();
    }

    @Override
    public void close() {
        System.getProperties().remove(key);
    }
}
