/**
 * The soak: official clients that are disturbed at random for a while, each behind a relay of its own, and a checker that knows what
 * every event must have looked like.
 *
 * <p>Enters: a {@link dev.sluice.tests.soak.Plan} with a seed. Leaves: figures, and a {@link dev.sluice.tests.soak.Finding} for each
 * thing that must not happen. Steps are taken on a few timer threads, checks made on the threads of the clients.
 */
package dev.sluice.tests.soak;
