package dev.sluice.server.protocol;

/**
 * A version {@code TLCP-2.m.s} of the protocol; {@code s} never changes the node's behaviour.
 *
 * @param minor m, 0 to 5
 */
public record ProtocolVersion(int minor) {

    static final int V2_0 = 0;
    static final int V2_1 = 1;
    static final int V2_2 = 2;
    static final int V2_3 = 3;
    static final int V2_4 = 4;
    static final int V2_5 = 5;
    /** The newest the node speaks. */
    public static final ProtocolVersion CURRENT = new ProtocolVersion(V2_5);
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
        return minor >= V2_5;
    }

    /** Whether {@code LS_ack=false} is known on {@code add} and {@code delete}; on {@code msg} it always was. */
    public boolean silentSubscriptions() {
        return minor >= V2_3;
    }

    /** Whether {@code LS_reduce_head} is known. */
    public boolean reducedHead() {
        return minor >= V2_2;
    }

    /** Whether a client may be told differences inside fields. */
    public boolean differences() {
        return minor >= V2_4;
    }

    /**
     * Whether the create request of a polling client may wait for data on HTTP. Web and Node clients 8.x ask for a wait, but begin
     * anew when the response has not ended two seconds after its head.
     */
    public boolean createWaits() {
        return minor >= 2;
    }

    /** Whether a session of this version may recover after a broken connection. */
    public boolean recovery() {
        return minor >= V2_1;
    }
}
