/**
 * Client messages of the demos. A message is a word, a bar and a body, as in {@code CHAT|hello}; the data adapter that
 * understands a word registers it at the {@link dev.sluice.demo.message.MessageDesk} of its adapter set, and the
 * metadata adapter hands each message over. Everything runs on the message pool of the node.
 */
package dev.sluice.demo.message;
