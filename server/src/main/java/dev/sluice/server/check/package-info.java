/**
 * What is wrong with these configuration files: the command behind {@code sluice check}.
 *
 * <p>Paths enter, lines of text and an exit code leave. Everything runs on the caller's thread and opens nothing but the
 * files and the keystores they name.
 */
package dev.sluice.server.check;
