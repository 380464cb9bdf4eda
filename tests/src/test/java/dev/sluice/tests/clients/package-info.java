/**
 * The official client libraries, of the generations that {@link dev.sluice.tests.clients.Partner} names, against the packaged node:
 * Java inside the test, Node as a process, Web in Chromium. Every scenario runs with every client over every forced transport.
 *
 * <p>A scenario speaks to a {@link dev.sluice.tests.clients.TestClient}, to the scripted adapter inside the node, and compares
 * what went in with what came out.
 */
package dev.sluice.tests.clients;
