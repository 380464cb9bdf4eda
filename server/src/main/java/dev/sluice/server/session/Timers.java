package dev.sluice.server.session;

/**
 * Timers of one loop: a wheel of buckets, so that a session's ever-moving deadlines cost no search. Precise to about
 * {@link #TICK_MILLIS}; never early.
 */
final class Timers {

    /** Width of a bucket. */
    static final int TICK_MILLIS = 8;
    private static final int BUCKETS = 1024;
    private static final long NEVER = Long.MAX_VALUE;

    private final LoopThread thread;
    private final Timed[] heads = new Timed[BUCKETS];
    private long tick;
    private long wakeTick = NEVER;
    private int size;

    Timers(LoopThread thread) {
        this.thread = thread;
        this.tick = now() / TICK_MILLIS;
    }

    private long now() {
        return thread.nanoTime() / 1_000_000;
    }

    /** (Re)schedules an entry. */
    void schedule(Timed entry, long dueMillis) {
        if (entry.bucket >= 0) {
            if (entry.dueMillis == dueMillis) {
                return;
            }
            cancel(entry);
        }
        entry.dueMillis = dueMillis;
        long dueTick = Math.max(tick + 1, (dueMillis + TICK_MILLIS - 1) / TICK_MILLIS);
        insert(entry, dueTick);
        wakeBy(dueTick);
    }

    private void insert(Timed entry, long dueTick) {
        int bucket = (int) (dueTick % BUCKETS);
        entry.bucket = bucket;
        entry.earlier = null;
        entry.later = heads[bucket];
        if (entry.later != null) {
            entry.later.earlier = entry;
        }
        heads[bucket] = entry;
        size++;
    }

    /** Forgets an entry; one that is not scheduled is left alone. */
    void cancel(Timed entry) {
        if (entry.bucket < 0) {
            return;
        }
        if (entry.earlier == null) {
            heads[entry.bucket] = entry.later;
        } else {
            entry.earlier.later = entry.later;
        }
        if (entry.later != null) {
            entry.later.earlier = entry.earlier;
        }
        entry.earlier = null;
        entry.later = null;
        entry.bucket = -1;
        size--;
    }

    private void wakeBy(long dueTick) {
        if (dueTick < wakeTick) {
            wakeTick = dueTick;
            thread.schedule(Math.max(1, dueTick * TICK_MILLIS - now()), () -> onWake(dueTick));
        }
    }

    private void onWake(long forTick) {
        if (forTick != wakeTick) {
            return;
        }
        wakeTick = NEVER;
        long nowMillis = now();
        long last = nowMillis / TICK_MILLIS;
        for (long t = Math.max(tick + 1, last - BUCKETS + 1); t <= last; t++) {
            // moved on before: what is put into the past meanwhile belongs into a bucket that is still to come
            tick = t;
            fire((int) (t % BUCKETS), nowMillis);
        }
        if (size > 0) {
            wakeBy(nextOccupied());
        }
    }

    private void fire(int bucket, long nowMillis) {
        Timed entry = heads[bucket];
        while (entry != null) {
            Timed next = entry.later;
            if (entry.dueMillis <= nowMillis) {
                cancel(entry);
                try {
                    entry.onTime(nowMillis);
                } catch (RuntimeException | Error bug) {
                    entry.onFailure(bug);
                }
                next = next != null && next.bucket != bucket ? heads[bucket] : next;
            }
            entry = next;
        }
    }

    /** The next tick with an entry, which may belong to a later turn of the wheel. */
    private long nextOccupied() {
        for (long t = tick + 1; t <= tick + BUCKETS; t++) {
            if (heads[(int) (t % BUCKETS)] != null) {
                return t;
            }
        }
        return tick + BUCKETS;
    }
}
