package dev.sluice.tests.told;

import java.io.File;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** What adapters share that are loaded together. */
final class Told {

    static final CountDownLatch DATA = new CountDownLatch(1);
    private static final AtomicInteger STARTED = new AtomicInteger();
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private Told() {
    }

    @SuppressWarnings({"rawtypes", "unchecked"})
    static void tell(Object adapter, Map params, File folder) {
        boolean slf4j;
        try {
            Class.forName("org.slf4j.LoggerFactory", false, adapter.getClass().getClassLoader());
            slf4j = true;
        } catch (ClassNotFoundException e) {
            slf4j = false;
        }
        System.out.println("told " + adapter.getClass().getSimpleName() + " " + new TreeMap<String, String>(params) + " folder=" + folder.getName()
                + " together=" + STARTED.incrementAndGet() + " slf4j=" + slf4j
                + " shared=" + (adapter.getClass().getClassLoader().getResource("shared.txt") != null));
    }

    /** Waits for a file when the name begins with {@code block}. */
    static void awaitRelease(String name) {
        File release = new File(System.getProperty("sluice.home"), "release");
        while (name != null && name.startsWith("block") && !release.exists()) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
