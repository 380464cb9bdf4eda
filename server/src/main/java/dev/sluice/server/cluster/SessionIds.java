package dev.sluice.server.cluster;

import java.security.SecureRandom;

/**
 * Makes session ids and reads them: they cannot be guessed, because they authorise control requests, and they say where they come from.
 *
 * <pre>
 *   S | 1 | length of the tag | tag of the node | mark of the boot | 22 random characters, 131 bits
 * </pre>
 *
 * <p>The second character is the version of this format. All are letters and digits. Any thread.
 */
public final class SessionIds {

    private static final char PREFIX = 'S';
    private static final char VERSION = '1';
    private static final int TAG_AT = 3;
    private static final int RANDOM_LENGTH = 22;

    private final SecureRandom random = new SecureRandom();
    private final String head;

    /** @param me the node whose sessions these are */
    public SessionIds(NodeIdentity me) {
        this.head = "" + PREFIX + VERSION + Letters.of(me.tag().length()) + me.tag() + me.bootMark();
    }

    /** A new id. */
    public String next() {
        StringBuilder id = new StringBuilder(head.length() + RANDOM_LENGTH).append(head);
        return Letters.append(id, random, RANDOM_LENGTH).toString();
    }

    /** Where a session was created, as its id has it; null when this is no id in this format. */
    public static NodeIdentity homeOf(String id) {
        if (id.length() <= TAG_AT || id.charAt(0) != PREFIX || id.charAt(1) != VERSION || !Letters.only(id)) {
            return null;
        }
        int tagLength = Letters.value(id.charAt(2));
        int bootAt = TAG_AT + tagLength;
        if (tagLength == 0 || tagLength > NodeIdentity.MAX_TAG_LENGTH
                || id.length() != bootAt + NodeIdentity.BOOT_LENGTH + RANDOM_LENGTH) {
            return null;
        }
        return new NodeIdentity(id.substring(TAG_AT, bootAt), id.substring(bootAt, bootAt + NodeIdentity.BOOT_LENGTH));
    }
}
