package dev.sluice.server.session;

import dev.sluice.server.counters.LoopCounts;
import dev.sluice.server.item.ItemUpdate;
import dev.sluice.server.item.Mailbox;
import dev.sluice.server.protocol.LineBuffer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Arrays;

/**
 * One event loop of the engine: its thread, its mailbox, its timers, and what its sessions have to say in the current turn.
 *
 * <p>Within a turn each session's output is a chain of slots in arrays shared by the whole loop, so that a session that waits for
 * the next event owns no buffer. At the end of the turn every session with something to say writes once.
 */
public final class SessionLoop {

    /** About how many updates are handed to listeners before the sessions write and the loop does its other work. */
    private static final int MAX_DELIVERIES = 131_072;
    private static final VarHandle WAITING = waitingField();
    private static final int FIRST_SLOTS = 1024;
    private static final int FIRST_SCRATCH = 64 * 1024;
    /** Arrays beyond this are let go after the turn that needed them. */
    private static final int KEPT_SLOTS = 128 * 1024;

    private final LoopThread thread;
    private final Mailbox mailbox;
    private final Timers timers;
    private final LoopCounts counts = new LoopCounts();
    private final LineBuffer scratch = new LineBuffer(FIRST_SCRATCH);
    private final Runnable flush = this::flushAll;
    private ArrayList<Outbox> dirty = new ArrayList<>();
    private ArrayList<Outbox> spare = new ArrayList<>();
    private Object[] what = new Object[FIRST_SLOTS];
    private ItemUpdate[] updates = new ItemUpdate[FIRST_SLOTS];
    private int[] next = new int[FIRST_SLOTS];
    private int used;
    private boolean flushing;
    /** Written by the loop, read by anybody. */
    private int waiting;
    private boolean countsSessions;

    /** @param thread the loop's thread */
    public SessionLoop(LoopThread thread) {
        this.thread = thread;
        this.timers = new Timers(thread);
        Runnable drain = this::drain;
        this.mailbox = new Mailbox(thread.index(), () -> thread.execute(drain));
    }

    /** The thread behind. */
    public LoopThread thread() {
        return thread;
    }

    /** From now on each new session has counts of its own; before the first session. */
    public void countSessions() {
        countsSessions = true;
    }

    boolean countsSessions() {
        return countsSessions;
    }

    /** Where items post for this loop. */
    public Mailbox mailbox() {
        return mailbox;
    }

    /** Sessions that have something to say and have not come to write yet; any thread. */
    public int waitingSessions() {
        return (int) WAITING.getOpaque(this);
    }

    private static VarHandle waitingField() {
        try {
            return MethodHandles.lookup().findVarHandle(SessionLoop.class, "waiting", int.class);
        } catch (ReflectiveOperationException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** What is counted on this loop. */
    public LoopCounts counts() {
        return counts;
    }

    /** Monotonic time in milliseconds. */
    public long nowMillis() {
        return thread.nanoTime() / 1_000_000;
    }

    /** Fails when the caller is on another thread; on in tests and with {@code -ea}. */
    public void assertCurrent() {
        assert thread.current() : "not on loop " + thread.index() + " but on " + Thread.currentThread().getName();
    }

    Timers timers() {
        return timers;
    }

    LineBuffer scratch() {
        scratch.clear();
        return scratch;
    }

    private void drain() {
        if (!mailbox.drain(MAX_DELIVERIES)) {
            flushAll();
            thread.execute(this::drain);
        }
    }

    /** Puts something at the end of a session's chain; the session writes at the end of the turn. */
    void append(Outbox outbox, Object thing, ItemUpdate update) {
        if (used == what.length) {
            what = Arrays.copyOf(what, used * 2);
            updates = Arrays.copyOf(updates, used * 2);
            next = Arrays.copyOf(next, used * 2);
        }
        int slot = used++;
        what[slot] = thing;
        updates[slot] = update;
        next[slot] = -1;
        if (outbox.head < 0) {
            outbox.head = slot;
            touch(outbox);
        } else {
            next[outbox.tail] = slot;
        }
        outbox.tail = slot;
    }

    /** Makes a session write at the end of the turn though nothing was appended. */
    void touch(Outbox outbox) {
        if (!outbox.dirty) {
            outbox.dirty = true;
            if (dirty.isEmpty() && !flushing) {
                thread.afterTurn(flush);
            }
            dirty.add(outbox);
            WAITING.setOpaque(this, waiting + 1);
        }
    }

    Object what(int slot) {
        return what[slot];
    }

    ItemUpdate update(int slot) {
        return updates[slot];
    }

    int next(int slot) {
        return next[slot];
    }

    private void flushAll() {
        if (flushing || dirty.isEmpty()) {
            return;
        }
        flushing = true;
        long now = nowMillis();
        for (int round = 0; round < 2 && !dirty.isEmpty(); round++) {
            ArrayList<Outbox> batch = dirty;
            dirty = spare;
            for (int i = 0, n = batch.size(); i < n; i++) {
                Outbox outbox = batch.get(i);
                outbox.dirty = false;
                WAITING.setOpaque(this, waiting - 1);
                try {
                    outbox.flush(now);
                } catch (RuntimeException | Error bug) {
                    outbox.onFailure(bug);
                }
            }
            batch.clear();
            spare = batch;
        }
        flushing = false;
        if (!dirty.isEmpty()) {
            thread.afterTurn(flush);
            return;
        }
        if (used > KEPT_SLOTS) {
            what = new Object[FIRST_SLOTS];
            updates = new ItemUpdate[FIRST_SLOTS];
            next = new int[FIRST_SLOTS];
        } else {
            Arrays.fill(what, 0, used, null);
            Arrays.fill(updates, 0, used, null);
        }
        used = 0;
    }
}
