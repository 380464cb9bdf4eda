/**
 * Differences between two values of a field: JSON Patch and TLCP-diff (TLCP 2.5.0 p.50-53, 98).
 *
 * <p>Enters: the value a client holds and the new one. Leaves: the payload that makes one out of the other, or nothing when there
 * is none worth telling. Pure functions; any thread.
 */
package dev.sluice.server.diff;
