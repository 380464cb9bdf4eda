package dev.sluice.server.node;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sun.misc.Signal;

/**
 * What SIGINT and SIGTERM do: the first stops the node and ends the process with 0, a second ends it at once.
 *
 * <p>A handler decides the exit code, which a JVM ended by SIGTERM would set to 143.
 */
final class Ending {
    private static final Logger LOG = LoggerFactory.getLogger("LightstreamerLogger.init");
    private static final long LIMIT_MILLIS = 9_000;
    private static final int IMPATIENT = 130;

    private final Runnable stop;
    private final AtomicBoolean begun = new AtomicBoolean();

    private Ending(Runnable stop) {
        this.stop = stop;
    }

    /** From now on signals run {@code stop}, on a thread of its own. */
    static void onSignals(Runnable stop) {
        var ending = new Ending(stop);
        for (var name : new String[] {"INT", "TERM"}) {
            Signal.handle(new Signal(name), ending::signalled);
        }
    }

    private void signalled(Signal signal) {
        if (!begun.compareAndSet(false, true)) {
            Runtime.getRuntime().halt(IMPATIENT);
        }
        LOG.info("SIG{} received: stopping", signal.getName());
        new Thread(this::end, "stop").start();
    }

    private void end() {
        var stopping = new Thread(this::stopQuietly, "stop-node");
        stopping.setDaemon(true);
        stopping.start();
        try {
            stopping.join(LIMIT_MILLIS);
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
        if (stopping.isAlive()) {
            LOG.warn("Not stopped after {} ms: ending the process without waiting", LIMIT_MILLIS);
        }
        // Not exit: a shutdown hook of an adapter could hold the process back for ever.
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }

    private void stopQuietly() {
        try {
            stop.run();
        } catch (RuntimeException | Error ours) {
            LOG.error("The stop failed", ours);
        }
    }
}
