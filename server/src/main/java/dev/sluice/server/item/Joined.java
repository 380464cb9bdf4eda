package dev.sluice.server.item;

import java.util.List;

/**
 * What a newcomer must be told, taken at the moment it joined.
 *
 * @param position everything up to here is in the snapshot, or older than the newcomer
 * @param latest   MERGE: the current state, null when there is none yet
 * @param lines    DISTINCT and COMMAND: the lines of a complete snapshot, oldest first; null while the adapter still sends it
 */
public record Joined(long position, ItemUpdate latest, List<ItemUpdate> lines) {
}
