/**
 * The words on the wire between client and node (TLCP 2.0 to 2.5): requests parsed from octets, notifications and
 * answers written to octets, and every code with what a client does on it.
 *
 * <p>Enters: decoded request text. Leaves: {@link dev.sluice.server.protocol.Request} records and bytes of whole lines.
 * Runs on any thread; nothing here keeps state between calls.
 */
package dev.sluice.server.protocol;
