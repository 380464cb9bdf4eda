/**
 * What the files of HAProxy and nginx say about the way of clients to the nodes.
 *
 * <p>A path enters, a {@link BalancerFile} leaves: one model for both products, and a finding for every line that is not
 * understood. Everything runs on the caller's thread; no file but those named is read, no name is looked up.
 */
package dev.sluice.server.check.balancer;
