/**
 * The deployment options of a cluster, each with two packaged nodes, a real balancer and the official clients, in network
 * namespaces that have exactly the addresses and host names of the configuration files in {@code conf/clustering}.
 *
 * <p>A {@link dev.sluice.tests.cluster.TestBed} is one option at work; an {@code OptionCase} is what every option must show.
 * Needs root, iproute2, HAProxy and nginx. Nothing is added to the namespace of the machine.
 */
package dev.sluice.tests.cluster;
