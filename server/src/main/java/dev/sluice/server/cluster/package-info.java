/**
 * A node among others: who it is, the session ids that say so, and requests for sessions it does not hold.
 *
 * <p>Enters: the configuration, and requests for unknown sessions from any thread. Leaves: session ids, the verdict on each stray
 * request, and a report that shows broken stickiness. Nodes share nothing; all that is known of others is in their sessions' ids.
 */
package dev.sluice.server.cluster;
