/**
 * The official client libraries against the packaged node: Java SE 5.2.1 inside the test, Node 9.2.2 as a process, Web 9.2.3
 * in Chromium. Every scenario runs with every client over every forced transport.
 *
 * <p>A scenario speaks to a {@link dev.sluice.tests.clients.TestClient}, to the scripted adapter inside the node, and compares
 * what went in with what came out.
 */
package dev.sluice.tests.clients;
