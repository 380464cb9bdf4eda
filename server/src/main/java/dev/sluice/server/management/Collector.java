package dev.sluice.server.management;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Samples all statistics once per period, on a thread of its own. */
final class Collector {

    private static final Logger LOG = LoggerFactory.getLogger("LightstreamerLogger.monitoring");

    private final long periodMillis;
    private final List<Rate> rates = new CopyOnWriteArrayList<>();
    private final List<Peak> peaks = new CopyOnWriteArrayList<>();
    private final List<Runnable> after = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "statistics");
        made.setDaemon(true);
        return made;
    });
    private volatile Instant lastRefresh = Instant.now();
    private long lastNanos = System.nanoTime();

    /** @param periodMillis {@code collector_millis} */
    Collector(long periodMillis) {
        this.periodMillis = periodMillis;
    }

    /** Begins the first period. */
    void start() {
        thread.scheduleAtFixedRate(this::sample, periodMillis, periodMillis, TimeUnit.MILLISECONDS);
    }

    /** Samples no more. */
    void stop() {
        thread.shutdownNow();
    }

    /** Runs {@code task} on the thread of the statistics, repeatedly with that pause. */
    void every(long millis, Runnable task) {
        thread.scheduleWithFixedDelay(() -> guarded(task), millis, millis, TimeUnit.MILLISECONDS);
    }

    /** A growing count that is sampled from now on. */
    Rate rate(LongSupplier count) {
        Rate rate = new Rate(count);
        rates.add(rate);
        return rate;
    }

    /** A value whose peak is kept from now on. */
    Peak peak(LongSupplier value) {
        Peak peak = new Peak(value);
        peaks.add(peak);
        return peak;
    }

    /** Runs {@code task} at the end of each period, on the thread of the statistics. */
    void afterEach(Runnable task) {
        after.add(task);
    }

    long periodMillis() {
        return periodMillis;
    }

    /** End of the last period. */
    Instant lastRefresh() {
        return lastRefresh;
    }

    private void sample() {
        long now = System.nanoTime();
        long period = now - lastNanos;
        lastNanos = now;
        guarded(() -> {
            rates.forEach(rate -> rate.sample(period));
            peaks.forEach(Peak::sample);
            lastRefresh = Instant.now();
        });
        after.forEach(Collector::guarded);
    }

    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("Statistics of this period are incomplete", e);
        }
    }
}
