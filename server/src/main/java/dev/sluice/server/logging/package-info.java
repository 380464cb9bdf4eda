/**
 * Logging of the node: the Logback file goes in, what is wrong with it comes out, at the start and after each change.
 *
 * <p>The appenders that users' files name are in {@code com.lightstreamer.logback}; {@link
 * dev.sluice.server.logging.LogFeed} leads from there to the monitoring items. Lines arrive on the thread that logs.
 */
package dev.sluice.server.logging;
