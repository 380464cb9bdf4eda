package dev.sluice.server.adapter;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How one adapter is called: with its own context class loader, and with a watch on the time it takes. */
final class AdapterContext {

    private static final Logger LOG = LoggerFactory.getLogger("LightstreamerLogger.scheduler");

    private final String adapter;
    private final ClassLoader loader;
    private final long slowNanos;

    /** A call into the adapter. */
    @FunctionalInterface
    interface Call<T> {
        T run() throws Throwable;
    }

    /**
     * @param adapter    how the log names it, for example {@code DEMO.STOCKS}
     * @param slowMillis a longer call is reported, 0 = never
     */
    AdapterContext(String adapter, ClassLoader loader, long slowMillis) {
        this.adapter = adapter;
        this.loader = loader;
        this.slowNanos = slowMillis > 0 ? TimeUnit.MILLISECONDS.toNanos(slowMillis) : Long.MAX_VALUE;
    }

    /** How the log names the adapter. */
    String adapter() {
        return adapter;
    }

    /** The adapter's class loader. */
    ClassLoader loader() {
        return loader;
    }

    /** Calls the adapter; what it throws comes out as it is. */
    <T> T call(String method, Call<T> call) throws Throwable {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        if (before != loader) {
            thread.setContextClassLoader(loader);
        }
        long start = System.nanoTime();
        try {
            return call.run();
        } finally {
            // compared with the loader in place now: the adapter itself may have changed it
            if (thread.getContextClassLoader() != before) {
                thread.setContextClassLoader(before);
            }
            long taken = System.nanoTime() - start;
            if (taken > slowNanos) {
                LOG.warn("{} of adapter {} took {} ms, more than unexpected_wait_threshold_millis; the pool's other calls"
                        + " wait meanwhile", method, adapter, TimeUnit.NANOSECONDS.toMillis(taken));
            }
        }
    }
}
