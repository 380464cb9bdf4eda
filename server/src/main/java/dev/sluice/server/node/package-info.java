/**
 * Starts, wires and ends a node: the process entry point, the command line, and the one place that knows every other
 * package.
 *
 * <p>Enters: the command line, the configuration file and signals of the operating system. Leaves: a running node, lines
 * for the operator, and an exit code. Runs on the main thread and, to stop, on one thread of its own.
 */
package dev.sluice.server.node;
