package dev.sluice.tests.soak;

/**
 * A soak to run.
 *
 * @param seconds  how long the clients are disturbed
 * @param sessions number of clients
 * @param seed     makes the schedule of every client and of the feed
 */
record Plan(int seconds, int sessions, long seed) {

    /** One client in so many is a Node client, the others are Java clients. */
    static final int NODE_SHARE = 3;

    /** Events a second over all items. */
    static final int EVENTS_PER_SECOND = 30;
    /** The node's session_recovery_millis. */
    static final int RECOVERY_MILLIS = 20_000;

    /** Whether the client of a number is a Node client. */
    boolean onNode(int client) {
        return client % NODE_SHARE == 0;
    }
}
