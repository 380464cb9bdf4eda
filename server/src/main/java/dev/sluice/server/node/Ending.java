package dev.sluice.server.node;

import dev.sluice.server.admission.Drained;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sun.misc.Signal;

/**
 * The ends of the process. SIGTERM empties a node that has sessions and stops one that has none; SIGINT, and any signal while the node
 * is being emptied, stops it. A stop ends with 0 within ten seconds, an emptied node with 0, one that could not be emptied in time with
 * 3. SIGHUP has files read again.
 *
 * <p>A handler decides the exit code, which a JVM ended by SIGTERM would set to 143.
 */
final class Ending {

    private static final Logger LOG = LoggerFactory.getLogger("LightstreamerLogger.init");
    private static final long LIMIT_MILLIS = 9_000;

    private enum Phase { NONE, DRAINING, STOPPING }

    private final Node node;
    private final Runnable last;
    private Phase phase = Phase.NONE;

    /** @param last what to do when the node has stopped */
    Ending(Node node, Runnable last) {
        this.node = node;
        this.last = last;
    }

    /** From now on signals are obeyed, on threads of their own. */
    void onSignals() {
        Signal.handle(new Signal("INT"), signal -> stop("SIGINT received"));
        Signal.handle(new Signal("TERM"), signal -> terminated());
        Signal.handle(new Signal("HUP"), signal -> new Thread(node::reload, "reload").start());
    }

    private void terminated() {
        boolean again;
        synchronized (this) {
            again = phase != Phase.NONE;
        }
        if (again || node.sessions() == 0) {
            stop("SIGTERM received");
        } else {
            drain("SIGTERM received");
        }
    }

    /** Empties the node, then ends the process; harmless when it ends already. */
    void drain(String why) {
        synchronized (this) {
            if (phase != Phase.NONE) {
                return;
            }
            phase = Phase.DRAINING;
        }
        LOG.info("{}: the node is emptied, then it ends; another signal stops it", why);
        new Thread(() -> {
            Drained how = drained();
            if (enter(Phase.STOPPING)) {
                end(how.exitCode());
            }
        }, "drain").start();
    }

    private Drained drained() {
        try {
            return node.drain().get(node.drainLimitMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.error("The node could not be emptied", e);
            return Drained.SESSIONS_LEFT;
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
            return Drained.SESSIONS_LEFT;
        }
    }

    /** Stops the node and ends the process with 0; harmless when it stops already. */
    void stop(String why) {
        if (enter(Phase.STOPPING)) {
            LOG.info("{}: stopping", why);
            new Thread(() -> end(0), "stop").start();
        }
    }

    private synchronized boolean enter(Phase next) {
        boolean changes = phase != next;
        phase = next;
        return changes;
    }

    private void end(int exitCode) {
        Thread stopping = new Thread(this::stopQuietly, "stop-node");
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
        Runtime.getRuntime().halt(exitCode);
    }

    private void stopQuietly() {
        try {
            node.stop();
        } catch (RuntimeException | Error ours) {
            LOG.error("The stop failed", ours);
        }
        last.run();
    }
}
