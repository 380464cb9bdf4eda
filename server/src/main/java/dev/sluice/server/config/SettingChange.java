package dev.sluice.server.config;

/**
 * A setting that a file holds otherwise than before.
 *
 * @param path   elements from below the root to the setting, the socket name in brackets
 * @param before value in effect so far, several joined, or what its absence means; passwords masked
 * @param after  the same of the file as it is now
 * @param live   whether the node can take it over while it runs
 */
public record SettingChange(String path, String before, String after, boolean live) {

    /** As {@code path: before -> after}. */
    public String sentence() {
        return path + ": " + before + " -> " + after;
    }
}
