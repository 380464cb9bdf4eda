/**
 * What tests need around a running node: the packaged node as a process, a scripted adapter set inside it, a relay that
 * breaks connections, and waiting for conditions.
 *
 * <p>Everything listens and connects on loopback only. Every process is ended by its own handle.
 */
package dev.sluice.tests.kit;
