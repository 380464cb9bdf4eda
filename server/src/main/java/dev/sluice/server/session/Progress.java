package dev.sluice.server.session;

import dev.sluice.server.protocol.LineBuffer;
import dev.sluice.server.subscription.ItemSubscription;

/**
 * Numbers a session's data notifications across its streams (TLCP 2.5.0 p.8, 77), and repeats those its client has not got. As long
 * as something is to be repeated nothing new may be written.
 */
final class Progress {

    private static final long NOTHING = -1;

    /** Null when nothing is kept. */
    private final SentLog log;
    private long sent;
    /** Last data notification the client has or was repeated, while more must be repeated. */
    private long owedAfter = NOTHING;
    /** Last data notification before those of the current or last stream. */
    private long before;

    Progress(SentLog log) {
        this.log = log;
    }

    /** Number of the last data notification. */
    long sent() {
        return sent;
    }

    /** Whether sent lines are kept. */
    boolean keeps() {
        return log != null;
    }

    /** A stream begins; of a poll's response more may be kept. */
    void begin(boolean polling) {
        before = owed() ? owedAfter : sent;
        if (log != null) {
            log.begin(polling);
        }
    }

    /** Counts a data notification that is being written; {@code owner} as in {@link SentLog#add}. */
    void count(ItemSubscription owner, byte[] body, long nowMillis) {
        sent++;
        if (log != null) {
            log.add(owner, body, nowMillis);
        }
    }

    /** Whether every data notification after {@code from} can be repeated. */
    boolean canRepeat(long from) {
        return from == sent || from < sent && log != null && log.covers(from);
    }

    /** The client has the data notifications up to {@code from} and asks for the rest. */
    void repeatAfter(long from) {
        before = from;
        owedAfter = from < sent ? from : NOTHING;
    }

    /** From now on what the last stream was written counts as not sent, where it is still kept. */
    void forgetStream() {
        if (before < sent && canRepeat(before)) {
            owedAfter = before;
        }
    }

    /** Whether something must be repeated before anything new. */
    boolean owed() {
        return owedAfter != NOTHING;
    }

    /** Appends the next line to be repeated, as it was sent; it stays owed until {@link #repeated}. */
    void writeOwed(LineBuffer out) {
        log.write(owedAfter + 1, out);
    }

    /** What {@link #writeOwed} appended is on its way. */
    void repeated() {
        owedAfter = owedAfter + 1 < sent ? owedAfter + 1 : NOTHING;
    }
}
