package dev.sluice.server.adapter;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * What a metadata adapter was told of one session and not yet told the end of: its open tables and the notifications still
 * running. Sees to it that the end of the session is told once, after the end of every table.
 */
final class SessionLedger {

    private final boolean sequential;
    private final Runnable tellSessionClose;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    /** Open tables, few; and notifications in line, in a sequential ledger. Made when needed: most sessions have none. */
    private Collection<AdapterTable> tables = List.of();
    private Queue<Runnable> waiting;
    private int running;
    private boolean opening = true;
    private Runnable endWhenOpen;
    private boolean closing;

    /**
     * @param sequential       table notifications must not overlap
     * @param tellSessionClose tells the adapter, in a pool; {@link #sessionCloseTold()} follows
     */
    SessionLedger(boolean sequential, Runnable tellSessionClose) {
        this.sequential = sequential;
        this.tellSessionClose = tellSessionClose;
    }

    /**
     * Runs a notification about a table at once or, in a sequential ledger, after those before it; {@link #notified()} must
     * follow when it has returned.
     *
     * @return false when the session is closing and nothing new may be told
     */
    boolean tellNewTable(Runnable notification) {
        return tell(notification, false);
    }

    /** The same for the end of a table, which is told also while the session closes. */
    void tellTableClose(Runnable notification) {
        tell(notification, true);
    }

    private boolean tell(Runnable notification, boolean whileClosing) {
        synchronized (this) {
            if (closing && !whileClosing) {
                return false;
            }
            running++;
            if (sequential && running > 1) {
                if (waiting == null) {
                    waiting = new ArrayDeque<>(4);
                }
                waiting.add(notification);
                return true;
            }
        }
        notification.run();
        return true;
    }

    /** A notification about a table has returned. */
    void notified() {
        Runnable next;
        boolean over;
        synchronized (this) {
            running--;
            next = waiting == null ? null : waiting.poll();
            over = isOver();
        }
        if (next != null) {
            next.run();
        }
        if (over) {
            tellSessionClose.run();
        }
    }

    /** The adapter agreed to a table. Call before {@link #notified()}. */
    synchronized void tableOpened(AdapterTable table) {
        if (tables.isEmpty()) {
            tables = new HashSet<>(4);
        }
        tables.add(table);
    }

    /** Takes a table out. @return false when its end was already told */
    synchronized boolean tableClosed(AdapterTable table) {
        return !tables.isEmpty() && tables.remove(table);
    }

    /** Whether the session is closing. */
    synchronized boolean isClosing() {
        return closing;
    }

    /** The session is over: {@code closeTable} tells the end of each table that is still open, and then the session's. */
    void close(Consumer<AdapterTable> closeTable) {
        List<AdapterTable> left;
        synchronized (this) {
            if (closing) {
                return;
            }
            closing = true;
            // counts as a notification until the ends of the tables are on their way
            running++;
            left = new ArrayList<>(tables);
        }
        left.forEach(closeTable);
        notified();
    }

    private boolean isOver() {
        return closing && running == 0 && tables.isEmpty();
    }

    /** The adapter knows that the session is over. */
    void sessionCloseTold() {
        closed.complete(null);
    }

    /** Completes when the adapter knows that the session is over. */
    CompletableFuture<Void> closed() {
        return closed;
    }

    /** The client has its session; runs what was asked by {@link #whenOpen}. */
    void opened() {
        Runnable end;
        synchronized (this) {
            opening = false;
            end = endWhenOpen;
        }
        if (end != null) {
            end.run();
        }
    }

    /** Runs {@code end} as soon as the client has its session: now, or in {@link #opened()}. */
    void whenOpen(Runnable end) {
        synchronized (this) {
            if (opening) {
                Runnable before = endWhenOpen;
                endWhenOpen = before == null ? end : () -> {
                    before.run();
                    end.run();
                };
                return;
            }
        }
        end.run();
    }
}
