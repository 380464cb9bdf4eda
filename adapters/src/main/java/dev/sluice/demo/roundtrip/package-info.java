/**
 * Round trips: {@code RT|n|text} messages enter on the message pool of the node and leave as MERGE updates of the item
 * {@code roundtripn} on the same thread, so that a client can time the way there and back. Each
 * {@link dev.sluice.demo.roundtrip.Board} orders its events under its monitor.
 */
package dev.sluice.demo.roundtrip;
