package dev.sluice.server.cluster;

/**
 * How many stray requests of one sort came since the start.
 *
 * @param homeTag tag of the node whose sessions they were for; {@code ?} for ids of another format, {@code others} beyond the first
 *                {@value StrayCounts#MOST_TAGS} tags
 * @param kind    what they asked for
 * @param rule    what decided on them
 * @param count   at least 1
 */
public record StrayCount(String homeTag, StrayRequest.Kind kind, StrayRule rule, long count) {
}
