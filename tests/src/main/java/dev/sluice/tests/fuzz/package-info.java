/**
 * Fuzzing of a live node: random bytes, and requests of real clients bent at random, over HTTP and WebSocket.
 *
 * <p>Enters: how many inputs, and a seed. Leaves: what went wrong, and the live heap of the node after the first tenth and at the
 * end. The node is the packaged one in a process of its own on the loopback address; each attacker has a thread and a random
 * sequence of its own, so that one seed sends the same inputs again.
 */
package dev.sluice.tests.fuzz;
