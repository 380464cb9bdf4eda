/**
 * One handler per request of the protocol: who may ask, what happens, which answer.
 *
 * <p>Enters: request text with its {@link dev.sluice.server.request.ClientConnection}, on the connection's loop. Leaves: answers on
 * that connection, and effects on a session, on the session's loop; questions to adapter sets, answered later on the same loop.
 */
package dev.sluice.server.request;
