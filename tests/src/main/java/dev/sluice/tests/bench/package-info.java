/**
 * The benchmark: a load client, a floor to compare with, the adapter set that feeds a node, and the command that runs
 * node and floor in turn.
 *
 * <p>Enters: options of {@code ./sluice bench}. Leaves: a table and a file with server CPU per delivered update, updates
 * per second and latency. The client and the publisher run in this process, the servers in processes of their own, all on
 * the loopback address. A connection belongs to one event loop; results are read after the loops have handed them over.
 */
package dev.sluice.tests.bench;
