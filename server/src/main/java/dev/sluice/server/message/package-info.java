/**
 * Messages of a client on their way to the metadata adapter: sequences in strict order, gaps that are skipped after a wait,
 * duplicates, and the outcome each message gets.
 *
 * <p>Enters: {@code msg} requests, outcomes of the adapter, and the time. Leaves: messages to deliver and the outcomes to
 * write. Everything belongs to one session and runs on its loop; there is no lock, no clock and no timer in here.
 */
package dev.sluice.server.message;
