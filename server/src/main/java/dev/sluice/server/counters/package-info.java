/**
 * All that is counted, in one list, and where the counts are kept.
 *
 * <p>Enters: increments, on an event loop as plain writes to an array of that loop, on other threads through adders. Leaves:
 * totals, added up when somebody reads them. Every package may count; only {@code management} and {@code admission} read.
 */
package dev.sluice.server.counters;
