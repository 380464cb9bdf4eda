package dev.sluice.server.session;

/**
 * A line of the session that is not an update.
 *
 * @param line    bytes with the line end
 * @param counted whether it is a data notification, numbered for recovery
 */
record Notice(byte[] line, boolean counted) {
}
