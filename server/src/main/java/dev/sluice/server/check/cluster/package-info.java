/**
 * What is wrong with the nodes of one cluster and the way to them, that no file shows alone.
 *
 * <p>Read configuration files and balancer files enter, findings leave, each with the section of the clustering guide it rests
 * on and the change to make. Everything runs on the caller's thread; names are not looked up and nothing is connected to.
 */
package dev.sluice.server.check.cluster;
