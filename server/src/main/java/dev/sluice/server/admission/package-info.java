/**
 * Who may come in, and when all must go: limits of load, blocking, the longest life of sessions, and draining.
 *
 * <p>Enters: questions about session creations from event loops, queue lengths of pools, acts of the operator. Leaves: answers on the
 * asking loop, listening sockets paused and resumed, sessions ended. What it remembers lives on a thread of its own, so that
 * it works when event loops do not; what loops ask is read from volatile fields and queue lengths.
 */
package dev.sluice.server.admission;
