package dev.sluice.server.management;

import dev.sluice.server.config.SocketConfig;
import dev.sluice.server.counters.LoopCounts;
import java.util.List;

/** One listening socket as management sees it; implemented by {@code node} on top of {@code transport}. Any thread. */
public interface SocketView {

    /** Its settings. */
    SocketConfig config();

    /** The port in use. */
    int port();

    /** What is counted at it. */
    List<LoopCounts> counts();

    /** How long it has not accepted connections, in all. */
    long pausedMillis();

    /** Suspends accepting by hand; false when it was suspended already. */
    boolean disable();

    /** Accepts again after {@link #disable()}; false when it was not suspended by hand. */
    boolean enable();
}
