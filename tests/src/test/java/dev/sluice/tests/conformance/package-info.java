/**
 * Byte transcripts of the protocol: a raw client sends exactly the octets a dialogue says, and compares every line that comes
 * back. Each test names the rows of the protocol reference it holds the node to.
 *
 * <p>Runs against the shared node; events come from the scripted adapter set inside it.
 */
package dev.sluice.tests.conformance;
