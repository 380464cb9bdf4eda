/**
 * What a single node owes a cluster, at its sockets: port types, the control link, TLS, client addresses, requests that belong to
 * other nodes. Real nodes on loopback addresses, no balancer.
 */
package dev.sluice.tests.member;
