package dev.sluice.tests.bench;

import java.util.concurrent.CountDownLatch;

/** What the connections of one load client see; touched by their one event loop, but for the latch. */
final class LoadCounts {
    private final CountDownLatch unready;
    private final Runnable connectNext;
    private final Latencies latencies = new Latencies();
    private long frames;
    private int lost;
    private int failed;
    private String trouble = "";

    /** A window of the load, handed over to the thread that asked for it. */
    record Window(long updates, long frames, long p50, long p99, int lost, String trouble) {
    }

    LoadCounts(CountDownLatch unready, Runnable connectNext) {
        this.unready = unready;
        this.connectNext = connectNext;
    }

    void ready() {
        unready.countDown();
        connectNext.run();
    }

    void closed(boolean wasReady) {
        if (wasReady) {
            lost++;
        } else {
            failed++;
            unready.countDown();
            connectNext.run();
        }
    }

    void trouble(String what) {
        trouble = what;
    }

    void frame() {
        frames++;
    }

    void update(long micros) {
        latencies.add(micros);
    }

    void begin() {
        latencies.clear();
        frames = 0;
    }

    Window window() {
        return new Window(latencies.total(), frames, latencies.percentile(0.50), latencies.percentile(0.99), lost + failed,
                trouble);
    }
}
