package dev.sluice.tests.kit;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Octets that one test has read from live nodes, and what it has looked at in their logs and figures. Octets count for the test that runs on the thread that reads, or, when a
 * thread of no test reads, for the test that opened the connection. May be used by several threads.
 */
public final class NodeReads {

    private static final ThreadLocal<NodeReads> HERE = new ThreadLocal<>();

    private final AtomicLong octets = new AtomicLong();
    private final AtomicLong said = new AtomicLong();

    /**
     * From now on what this thread reads counts here.
     *
     * @param next null when no test runs on this thread any more
     * @return what it counted for before: a thread may run a test within another while that one waits
     */
    public static NodeReads enter(NodeReads next) {
        NodeReads before = HERE.get();
        if (next == null) {
            HERE.remove();
        } else {
            HERE.set(next);
        }
        return before;
    }

    /** Octets so far. */
    public long octets() {
        return octets.get();
    }

    /** Characters of the log of a node, or of a figure it shows to operators, that the test has looked at. */
    public long said() {
        return said.get();
    }

    /** Adds what the test that runs on this thread looks at in a log or in a figure. */
    public static void said(long characters) {
        NodeReads here = HERE.get();
        if (here != null) {
            here.said.addAndGet(characters);
        }
    }

    /** A meter for a connection that is opened now to a port; reads from what is no port of a live node count for nothing. */
    public static Meter meter(int port) {
        return new Meter(HERE.get(), NodeProcess.listensOn(port));
    }

    /** Counts the reads of one connection. */
    public static final class Meter {
        private final NodeReads opener;
        private final boolean live;

        private Meter(NodeReads opener, boolean live) {
            this.opener = opener;
            this.live = live;
        }

        /** Adds what a read returned; ends and errors, which are no octets, count nothing. */
        public void read(long count) {
            NodeReads here = HERE.get();
            NodeReads reads = here == null ? opener : here;
            if (live && reads != null && count > 0) {
                reads.octets.addAndGet(count);
            }
        }
    }
}
