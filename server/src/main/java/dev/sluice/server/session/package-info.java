/**
 * The life of a session: create, bind, rebind, recovery, end; and its output, from updates that are ready to bytes on a connection.
 *
 * <p>Enters: requests' effects and item updates, on the session's loop. Leaves: whole lines through a
 * {@link dev.sluice.server.session.StreamConnection}. A session is born on a loop and stays; nothing here is locked, but for the
 * {@link dev.sluice.server.session.SessionRegistry} where all threads find sessions.
 */
package dev.sluice.server.session;
