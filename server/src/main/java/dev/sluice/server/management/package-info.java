/**
 * What an operator sees of a running node and does to it: MBeans under the names users know, the RMI connector, statistics
 * sampled once per period, and the answers of health checks and probes.
 *
 * <p>Enters: counts and read-only pictures of live state; requests of operators over JMX and of probes over HTTP. Leaves: values,
 * and commands through the port {@code NodeControl}, which {@code node} implements. Runs on threads of its own, never on an event
 * loop: what lives on a loop is asked for by a task there.
 */
package dev.sluice.server.management;
