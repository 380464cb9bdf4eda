package dev.sluice.server.logging;

/**
 * One line of the log, as the monitoring items show it.
 *
 * @param millis   time since the epoch
 * @param severity {@code FATAL}, or the name of the level
 * @param message  formatted text
 * @param thread   name of the thread that logged
 */
public record LogLine(long millis, String severity, String message, String thread) {
}
