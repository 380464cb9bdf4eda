/**
 * What operators use: the MBeans over a real RMI connector, the commands that end a node, signals, health checks and probes.
 *
 * <p>Enters: nodes in processes of their own, JMX clients in this one.
 */
package dev.sluice.tests.management;
