package dev.sluice.server.protocol;

/**
 * A version {@code TLCP-2.m.s} of the protocol; {@code s} never changes the node's behaviour.
 *
 * @param minor m, 0 to 5
 */
public record ProtocolVersion(int minor) {

    /** The newest the node speaks. */
    public static final ProtocolVersion CURRENT = new ProtocolVersion(5);
    private static final String PREFIX = "TLCP-2.";

    /**
     * Reads the value of {@code LS_protocol}.
     *
     * @return null when it is absent, not a version, or none the node speaks
     */
    public static ProtocolVersion parse(String text) {
        if (text == null || !text.startsWith(PREFIX) || text.length() < PREFIX.length() + 3) {
            return null;
        }
        int minor = text.charAt(PREFIX.length()) - '0';
        if (minor < 0 || minor > CURRENT.minor || text.charAt(PREFIX.length() + 1) != '.') {
            return null;
        }
        for (int i = PREFIX.length() + 2; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return null;
            }
        }
        return new ProtocolVersion(minor);
    }

    /** Whether {@code MSGDONE} carries the response of the adapter. */
    public boolean messageResponses() {
        return minor >= 5;
    }

    /** Whether the client knows the codes that say that its session is on another node. */
    public boolean otherInstances() {
        return minor >= 1;
    }

    /** Whether a client may be told differences inside fields. */
    public boolean differences() {
        return minor >= 4;
    }

    /** Whether a session of this version may recover after a broken connection. */
    public boolean recovery() {
        return minor >= 1;
    }
}
