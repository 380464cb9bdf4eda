package dev.sluice.server.admission;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Creations of clients that wait: told to come back later at once, such a client comes back at once, again and again. On the
 * admission thread.
 */
final class WaitingRoom {

    /** What the clients give up after is 60 s; the spread keeps those who came together from coming back together. */
    static final long LEAST_MILLIS = 30_000;
    static final long MOST_MILLIS = 50_000;
    /** Where the condition does not end here, waiting only slows the client down on its way to another node. */
    static final long BRIEF_MILLIS = 2_000;

    private static final class Guest {
        private final Newcomer newcomer;
        private final Entrance entrance;
        private final long sinceNanos;
        private long dueNanos;

        private Guest(Newcomer newcomer, Entrance entrance, long sinceNanos, long dueNanos) {
            this.newcomer = newcomer;
            this.entrance = entrance;
            this.sinceNanos = sinceNanos;
            this.dueNanos = dueNanos;
        }
    }

    private final ArrayDeque<Guest> guests = new ArrayDeque<>();

    int size() {
        return guests.size();
    }

    void add(Newcomer newcomer, Entrance entrance, long nowNanos) {
        long wait = Math.min(newcomer.ttlMillis(), ThreadLocalRandom.current().nextLong(LEAST_MILLIS, MOST_MILLIS));
        guests.add(new Guest(newcomer, entrance, nowNanos, nowNanos + TimeUnit.MILLISECONDS.toNanos(wait)));
    }

    /** What is decided on a guest now: null to admit it. */
    interface Judge {
        Verdict judge(Newcomer newcomer);
    }

    /**
     * Lets in, in the order they came, those who may come in now, no more than {@code most}; refuses those who have waited long
     * enough, and those whom waiting does not help.
     */
    void look(Judge judge, long most, long nowNanos) {
        long admitted = 0;
        for (Iterator<Guest> all = guests.iterator(); all.hasNext();) {
            Guest guest = all.next();
            if (!guest.entrance.open()) {
                all.remove();
                continue;
            }
            Verdict verdict = judge.judge(guest.newcomer);
            if (verdict == null) {
                if (admitted < most) {
                    admitted++;
                    all.remove();
                    guest.newcomer.loop().execute(guest.entrance::admitted);
                }
                continue;
            }
            if (verdict.brief()) {
                guest.dueNanos = Math.min(guest.dueNanos, Math.max(guest.sinceNanos, verdict.sinceNanos())
                        + TimeUnit.MILLISECONDS.toNanos(BRIEF_MILLIS));
            }
            if (!verdict.waitingHelps() || nowNanos >= guest.dueNanos) {
                all.remove();
                refuse(guest, verdict);
            }
        }
    }

    private static void refuse(Guest guest, Verdict verdict) {
        guest.newcomer.loop().execute(() -> guest.entrance.refused(verdict.reason(), verdict.load()));
    }
}
