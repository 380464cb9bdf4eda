package dev.sluice.server.admission;

import dev.sluice.server.protocol.ErrorCode;
import dev.sluice.server.session.EndCause;
import dev.sluice.server.session.Session;
import dev.sluice.server.session.SessionRegistry;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ends all sessions with {@code END,48} at a rate, oldest first, until there are none; also those that begin meanwhile. Two ends
 * are never closer than the rate says, whatever the loops are busy with: the next is sent off when the one before has happened.
 * On the admission thread.
 */
final class SessionDrain {

    /** Above 200 per second several are ended at a time. */
    private static final long LEAST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    /** A loop that does not come round for this long is not waited for. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final double NANOS_PER_SECOND = 1e9;

    private final AdmissionThread thread;
    private final SessionRegistry registry;
    private final ArrayDeque<Session> oldestFirst = new ArrayDeque<>();
    private double perSecond;
    private boolean running;
    /** Counts the sends that are over or given up; what belongs to an earlier one is ignored. */
    private long round;
    private long lastNanos;
    private boolean closeSockets;

    SessionDrain(AdmissionThread thread, SessionRegistry registry) {
        this.thread = thread;
        this.registry = registry;
    }

    boolean running() {
        return running;
    }

    /**
     * Starts, or goes on at another rate.
     *
     * @param rate    sessions per second, above 0
     * @param sockets whether the socket of an ended session is closed too, so that its client asks the balancer again
     */
    void at(double rate, boolean sockets) {
        perSecond = rate;
        closeSockets = sockets;
        long nowNanos = thread.nanoTime();
        if (!running) {
            running = true;
            lastNanos = nowNanos - pauseNanos();
        }
        scheduleNext(nowNanos);
    }

    private int together() {
        return (int) Math.max(1, perSecond * LEAST_PAUSE_NANOS / NANOS_PER_SECOND);
    }

    private long pauseNanos() {
        return (long) Math.min(Long.MAX_VALUE / 4, together() * NANOS_PER_SECOND / perSecond);
    }

    private void scheduleNext(long nowNanos) {
        long expected = ++round;
        thread.schedule(Math.max(0, lastNanos + pauseNanos() - nowNanos), () -> {
            if (round == expected) {
                endSome();
            }
        });
    }

    private void endSome() {
        if (oldestLeft() == null) {
            registry.all().stream().sorted(Comparator.comparingLong(Session::createdMillis)).forEach(oldestFirst::add);
        }
        lastNanos = thread.nanoTime();
        AtomicInteger open = new AtomicInteger(1);
        long expected = round;
        Runnable done = () -> {
            if (open.decrementAndGet() == 0) {
                long atNanos = thread.nanoTime();
                thread.execute(() -> ended(expected, atNanos));
            }
        };
        int sent = 0;
        for (int most = together(); sent < most && oldestLeft() != null; sent++) {
            Session old = oldestFirst.poll();
            open.incrementAndGet();
            old.loop().thread().execute(() -> {
                old.close(EndCause.of(ErrorCode.DURATION_REACHED, "drained"), closeSockets);
                done.run();
            });
        }
        if (sent == 0) {
            running = false;
            return;
        }
        thread.schedule(PATIENCE_NANOS, () -> ended(expected, thread.nanoTime()));
        done.run();
    }

    private void ended(long expected, long atNanos) {
        if (running && round == expected) {
            lastNanos = atNanos;
            scheduleNext(thread.nanoTime());
        }
    }

    /** Forgets those that have ended by themselves; the first that has not, or null. */
    private Session oldestLeft() {
        Session session = oldestFirst.peek();
        while (session != null && registry.find(session.id()) != session) {
            oldestFirst.poll();
            session = oldestFirst.peek();
        }
        return session;
    }
}
