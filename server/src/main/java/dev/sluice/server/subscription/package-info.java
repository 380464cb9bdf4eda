/**
 * One client's view of a group of items: schema, mode, frequency, and what waits while the client cannot take it.
 *
 * <p>Enters: item updates, on the session's loop. Leaves: updates ready to be written, to a
 * {@link dev.sluice.server.subscription.SubscriptionOutput}. No locks: everything here lives on the session's loop.
 */
package dev.sluice.server.subscription;
