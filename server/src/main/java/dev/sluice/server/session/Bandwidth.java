package dev.sluice.server.session;

/**
 * The bandwidth limit of one session: bytes earned with time, spent by what is written. A line may overdraw the account, and then
 * nothing is written until the debt is earned, so that in the long run the limit is met to the byte.
 */
final class Bandwidth {

    /** What is not used is kept for this long. */
    private static final int BURST_MILLIS = 500;
    private static final int BITS = 8;

    /** No limit; the same for all sessions. */
    static final Bandwidth UNLIMITED = new Bandwidth(0, 0);

    private final double kbps;
    private double credit;
    private long earnedMillis;

    private Bandwidth(double kbps, long nowMillis) {
        this.kbps = kbps;
        this.earnedMillis = nowMillis;
    }

    /** A limit in kbit/s from now on, 0 or less for none. */
    static Bandwidth of(double kbps, long nowMillis) {
        return kbps > 0 ? new Bandwidth(kbps, nowMillis) : UNLIMITED;
    }

    /** Whether there is a limit. */
    boolean limited() {
        return kbps > 0;
    }

    /** Whether something may be written now. */
    boolean open(long nowMillis) {
        if (kbps <= 0) {
            return true;
        }
        double perMilli = kbps / BITS;
        credit = Math.min(credit + (nowMillis - earnedMillis) * perMilli, perMilli * BURST_MILLIS);
        earnedMillis = nowMillis;
        return credit > 0;
    }

    /** Bytes that may be written in one go, at most {@code most}. */
    int allowance(int most) {
        return kbps > 0 ? (int) Math.max(1, Math.min(most, credit)) : most;
    }

    /** So many bytes were written. */
    void spend(int bytes) {
        if (kbps > 0) {
            credit -= bytes;
        }
    }

    /** When something may be written again; {@link Long#MAX_VALUE} when it may be now. */
    long dueMillis(long nowMillis) {
        return open(nowMillis) ? Long.MAX_VALUE : nowMillis + 1 + (long) (-credit * BITS / kbps);
    }
}
