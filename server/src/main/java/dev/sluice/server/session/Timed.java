package dev.sluice.server.session;

/** Something with a next time to act; kept by {@link Timers} without further objects. On one loop. */
abstract class Timed {

    long dueMillis;
    Timed earlier;
    Timed later;
    int bucket = -1;

    /** The time has come; the entry is no longer scheduled. */
    abstract void onTime(long nowMillis);

    /** {@link #onTime} has failed by a bug of ours, which must not reach the others of the loop. */
    abstract void onFailure(Throwable bug);
}
