package dev.sluice.server.session;

import dev.sluice.server.counters.Counter;
import dev.sluice.server.item.ItemUpdate;
import dev.sluice.server.protocol.LineBuffer;
import dev.sluice.server.protocol.NotificationWriter;
import dev.sluice.server.subscription.ItemSubscription;
import dev.sluice.server.subscription.SubscriptionOutput;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what a session writes next, and encodes it at that moment.
 *
 * <p>What the current turn brought hangs in a chain of the loop; what the connection could not take waits in the backlog: lines as
 * they are, updates folded in the queue of their item. Lives on the session's loop.
 */
final class Outbox implements SubscriptionOutput {

    private static final Logger PUSH = LoggerFactory.getLogger("LightstreamerLogger.push");
    /** Bytes after which encoded lines are handed to the connection before more are encoded. */
    private static final int HAND_OVER = 24 * 1024;

    private final SessionLoop loop;
    private final Session session;
    private final Progress progress;
    private final boolean randomKeepalive;
    private Bandwidth bandwidth = Bandwidth.UNLIMITED;
    // owned by SessionLoop
    int head = -1;
    int tail = -1;
    boolean dirty;
    /** Null while nothing waits. */
    private Backlog backlog;
    private StreamConnection connection;
    /** Length at which the response is to end, and the one its head has told; {@link Long#MAX_VALUE} for none. */
    private long softLimit;
    private long hardLimit;
    /** Whether what is written moves deadlines of the stream. */
    private boolean timed;
    private long bodyBytes;
    private int needed;
    private boolean wroteData;
    /** Null while nobody watches. */
    private SessionWatch watch;
    private long lastWriteMillis;

    /** @param randomKeepalive silences after data differ in length, so that what is written moves the next deadline */
    Outbox(SessionLoop loop, Session session, Progress progress, boolean randomKeepalive) {
        this.loop = loop;
        this.session = session;
        this.progress = progress;
        this.randomKeepalive = randomKeepalive;
    }

    SessionWatch watch() {
        return watch;
    }

    void watch(SessionWatch by) {
        watch = by;
    }

    /** When bytes were last written on the stream. */
    long lastWriteMillis() {
        return lastWriteMillis;
    }

    /** What else was written to the connection's socket has broken the silence too. Asked when a silence seems over, not per write. */
    void heedAnswers() {
        lastWriteMillis = Math.max(lastWriteMillis, connection.answeredMillis());
    }

    /** Whether something waits for the connection. */
    boolean waiting() {
        return head >= 0 || backlog != null || progress.owed();
    }

    /** Whether data was written on this stream. */
    boolean wroteData() {
        return wroteData;
    }

    /** Limits the output; 0 for no limit. */
    void maxBandwidth(double kbps, long nowMillis) {
        bandwidth = Bandwidth.of(kbps, nowMillis);
        loop.touch(this);
    }

    /** When a bandwidth limit lets the session write again; {@link Long#MAX_VALUE} when it does not hold it back. */
    long bandwidthDueMillis(long nowMillis) {
        return bandwidth.limited() && waiting() && connection != null ? bandwidth.dueMillis(nowMillis) : Long.MAX_VALUE;
    }

    /** Tries again what a bandwidth limit held back. */
    void retry() {
        if (bandwidth.limited() && waiting()) {
            loop.touch(this);
        }
    }

    private boolean writable(long nowMillis) {
        return bandwidth.open(nowMillis) && connection.writable();
    }

    /** Binds a connection, writes the head of the stream, and begins with what is to be repeated. */
    void open(StreamConnection stream, StreamTerms granted, LineBuffer headLines, long nowMillis) {
        progress.begin(granted.polling());
        connection = stream;
        softLimit = granted.bodyLimit();
        hardLimit = stream.bodyLimit();
        timed = granted.polling() || randomKeepalive;
        bodyBytes = 0;
        needed = 0;
        send(headLines, nowMillis);
        session.onWritten(false);
        wroteData = false;
        loop.touch(this);
        repeat(nowMillis);
    }

    /** Repeats what the client is owed, as far as connection and response take it; false when the response is full. */
    private boolean repeat(long nowMillis) {
        if (!progress.owed()) {
            return true;
        }
        LineBuffer out = loop.scratch();
        while (progress.owed() && (out.length() > 0 || writable(nowMillis))) {
            int mark = out.length();
            progress.writeOwed(out);
            if (overflow(mark, out)) {
                send(out, nowMillis);
                session.onResponseFull();
                return false;
            }
            progress.repeated();
            if (out.length() >= bandwidth.allowance(HAND_OVER)) {
                send(out, nowMillis);
            }
        }
        send(out, nowMillis);
        return true;
    }

    /** Lets go of the connection; what is written from now on waits. */
    StreamConnection detach() {
        StreamConnection was = connection;
        connection = null;
        return was;
    }

    StreamConnection connection() {
        return connection;
    }

    void line(byte[] line, boolean counted) {
        loop.append(this, new Notice(line, counted), null);
    }

    /** Takes an update; one for a session without a stream waits in its item's queue at once and costs the turn no more. */
    @Override
    public void ready(ItemSubscription item, ItemUpdate update) {
        if (connection == null && head < 0) {
            backlog().hold(item, update);
            forgetEmpty();
        } else {
            loop.append(this, item, update);
        }
    }

    @Override
    public long nowMillis() {
        return loop.nowMillis();
    }

    @Override
    public Wake wakeAt(ItemSubscription item, long dueMillis) {
        return DueItem.at(session, item, dueMillis);
    }

    /** Writes a line at once, outside the order of data; for lines that are not data notifications. */
    void writeNow(byte[] line, long nowMillis) {
        log(line, line.length);
        connection.write(line, 0, line.length);
        connection.flush();
        bodyBytes += line.length;
        bandwidth.spend(line.length);
        count(Counter.STREAM_BYTES, line.length);
        lastWriteMillis = nowMillis;
        session.onWritten(false);
    }

    /** Writes what this turn brought, or keeps it for later. */
    void flush(long nowMillis) {
        int slot = head;
        head = -1;
        tail = -1;
        if (connection == null || progress.owed() || backlog != null || !writable(nowMillis)) {
            hold(slot);
            if (connection != null && repeat(nowMillis)) {
                writeBacklog(nowMillis);
            }
            return;
        }
        LineBuffer out = loop.scratch();
        while (slot >= 0) {
            int next = loop.next(slot);
            if (!append(loop.what(slot), loop.update(slot), out, nowMillis)) {
                send(out, nowMillis);
                hold(slot);
                session.onResponseFull();
                return;
            }
            slot = next;
            if (out.length() >= bandwidth.allowance(HAND_OVER)) {
                send(out, nowMillis);
                if (slot >= 0 && !writable(nowMillis)) {
                    hold(slot);
                    break;
                }
            }
        }
        send(out, nowMillis);
        flushed(nowMillis);
    }

    /** As the session counts, without touching it where only loops count. */
    private void count(Counter counter, long amount) {
        if (loop.countsSessions()) {
            session.count(counter, amount);
        } else {
            loop.counts().add(counter, amount);
        }
    }

    /** A stream whose deadlines do not move with what is written costs nothing here. */
    private void flushed(long nowMillis) {
        if (timed || waiting()) {
            session.onFlushed(nowMillis);
        }
    }

    /** {@link #flush}, or an item before it, has failed by a bug of ours, which must not reach the others of the loop. */
    @Override
    public void onFailure(Throwable bug) {
        session.onFailure(bug);
    }

    private void hold(int slot) {
        for (; slot >= 0; slot = loop.next(slot)) {
            Object what = loop.what(slot);
            if (what instanceof ItemSubscription item) {
                backlog().hold(item, loop.update(slot));
            } else {
                backlog().add((Notice) what);
            }
        }
        forgetEmpty();
    }

    private Backlog backlog() {
        if (backlog == null) {
            backlog = new Backlog();
        }
        return backlog;
    }

    private void forgetEmpty() {
        if (backlog != null && backlog.isEmpty()) {
            backlog = null;
        }
    }

    private void writeBacklog(long nowMillis) {
        if (backlog == null || progress.owed() || !writable(nowMillis)) {
            flushed(nowMillis);
            return;
        }
        LineBuffer out = loop.scratch();
        for (Object first = backlog.first(); first != null; first = backlog.first()) {
            if (out.length() >= bandwidth.allowance(HAND_OVER)) {
                send(out, nowMillis);
                if (!writable(nowMillis)) {
                    flushed(nowMillis);
                    return;
                }
            }
            if (!append(first, backlog.update(), out, nowMillis)) {
                send(out, nowMillis);
                session.onResponseFull();
                return;
            }
            backlog.removeFirst();
        }
        backlog = null;
        send(out, nowMillis);
        flushed(nowMillis);
    }

    /** Appends the lines of one thing; false when they do not fit the response any more. */
    private boolean append(Object what, ItemUpdate update, LineBuffer out, long nowMillis) {
        int mark = out.length();
        if (what instanceof Notice notice) {
            out.put(notice.line());
            if (overflow(mark, out)) {
                return false;
            }
            if (notice.counted()) {
                progress.count(null, notice.line(), nowMillis);
            }
            return true;
        }
        ItemSubscription item = (ItemSubscription) what;
        if (item.closed()) {
            return true;
        }
        int lost = item.takeLost();
        if (lost > 0) {
            NotificationWriter.ov(out, item.subscriptionId(), item.index(), lost);
            progress.count(null, Arrays.copyOfRange(out.array(), mark, out.length()), nowMillis);
            session.count(Counter.LOST_UPDATES, lost);
            session.onLost(item, lost);
            mark = out.length();
        }
        byte[] body = item.write(update, out);
        if (body == null) {
            return true;
        }
        if (overflow(mark, out)) {
            return false;
        }
        item.sent(update);
        if (update.kind() == ItemUpdate.Kind.EVENT) {
            count(Counter.ITEM_UPDATES, 1);
        }
        if (body == ItemSubscription.OWN && progress.keeps()) {
            progress.count(null, Arrays.copyOfRange(out.array(), mark, out.length()), nowMillis);
        } else {
            progress.count(item, body, nowMillis);
        }
        return true;
    }

    private boolean overflow(int mark, LineBuffer out) {
        boolean tooLong = !fits(out.length() + NotificationWriter.CLOSING_RESERVE);
        if (full(out.length()) && (wroteData || mark > 0 || tooLong)) {
            needed = tooLong ? out.length() - mark : 0;
            out.truncate(mark);
            return true;
        }
        return false;
    }

    /** Whether so many bytes more are within a length the response has told its reader. */
    boolean fits(int more) {
        return bodyBytes + more <= hardLimit;
    }

    /** Bytes of the line the last response was too short for as a whole; 0 when there is none. */
    int needed() {
        return needed;
    }

    /** Whether so many bytes more leave no room for the line that ends the response. */
    boolean full(int more) {
        return softLimit != Long.MAX_VALUE && bodyBytes + more + NotificationWriter.CLOSING_RESERVE > softLimit;
    }

    private void send(LineBuffer out, long nowMillis) {
        int length = out.length();
        if (length == 0) {
            return;
        }
        log(out.array(), length);
        connection.write(out.array(), 0, length);
        connection.flush();
        bodyBytes += length;
        count(Counter.STREAM_BYTES, length);
        wroteData = true;
        lastWriteMillis = nowMillis;
        bandwidth.spend(length);
        if (timed) {
            session.onWritten(true);
        }
        out.clear();
    }

    void log(byte[] lines, int length) {
        if (watch != null) {
            watch.told(lines, length);
        }
        if (PUSH.isDebugEnabled()) {
            PUSH.debug("Session {} writes {}", session.id(),
                    new String(lines, 0, length, StandardCharsets.UTF_8).strip().replace("\r\n", " / "));
        }
    }
}
