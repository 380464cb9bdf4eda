package dev.sluice.server.config;

/**
 * Where a setting in effect is written.
 *
 * @param line   1 or above, 0 when the command line gives the setting
 * @param column 1 or above, 0 when the command line gives the setting
 * @param path   elements from below the root to the setting, the socket name in brackets
 * @param value  what stands there, as written and as expanded; passwords never appear; empty on blocks
 */
public record SettingPlace(int line, int column, String path, String value) {
}
