package dev.sluice.server.session;

import dev.sluice.server.protocol.LineBuffer;
import dev.sluice.server.protocol.NotificationWriter;

/** The bandwidth limit of one session: what its client asks for within what it may have, in kbit/s, 0 for none. On its loop. */
public final class BandwidthLimit {

    /** Stands for a bandwidth that is not managed. */
    private static final double UNMANAGED = -1;

    private final Session session;
    private final Outbox outbox;
    private double asked;
    private double granted;
    private double inForce;

    /**
     * @param kbps    asked for at first and in force
     * @param managed whether limits are applied
     */
    BandwidthLimit(Session session, Outbox outbox, double kbps, boolean managed) {
        this.session = session;
        this.outbox = outbox;
        this.asked = kbps;
        this.granted = session.origin().allowedKbps();
        this.inForce = managed ? kbps : UNMANAGED;
        if (inForce > 0) {
            outbox.maxBandwidth(kbps, session.loop().nowMillis());
        }
    }

    private boolean managed() {
        return inForce != UNMANAGED;
    }

    /** Changes what the client asks for, and tells it what is in force. */
    public void ask(double kbps) {
        asked = kbps;
        limit();
    }

    /** Changes what the client may have, and tells it what is in force. */
    public void grant(double kbps) {
        granted = kbps;
        limit();
    }

    private void limit() {
        if (managed()) {
            double least = Math.min(asked, granted);
            inForce = least > 0 ? least : Math.max(asked, granted);
            outbox.maxBandwidth(inForce, session.loop().nowMillis());
        }
        tell();
    }

    /** The limit in force, -1 when there are none. Read by other threads a moment late. */
    public double inForce() {
        return inForce;
    }

    /** The limit the client may have, -1 when there are none. Read by other threads a moment late. */
    public double granted() {
        return managed() ? granted : UNMANAGED;
    }

    /** Tells the client the limit in force; not in the order of data, and not while no stream carries the session. */
    public void tell() {
        session.loop().assertCurrent();
        if (!session.origin().reducedHead() && session.state() == SessionState.BOUND) {
            LineBuffer line = new LineBuffer(32);
            NotificationWriter.cons(line, inForce);
            outbox.line(line.copy(), false);
        }
    }
}
