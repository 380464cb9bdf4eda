package dev.sluice.server.cluster;

/** Which rule decided on a stray request, in the order they are tried. */
public enum StrayRule {
    /** The id is not one of this product's format. */
    NOT_AN_ID("a", "not an id of this format"),
    /** This boot made the id: the session has ended. */
    ENDED("b", "a session of this node that has ended"),
    /** Another boot with this node's tag made the id. */
    EARLIER_BOOT("b", "a session of another boot of this node"),
    /** Another node made the id, and this node may have replaced it a short while ago. */
    REPLACED("c", "a session of another node, which this one may have replaced"),
    /** Another node made the id. */
    ELSEWHERE("d", "a session of another node");

    private final String letter;
    private final String sentence;

    StrayRule(String letter, String sentence) {
        this.letter = letter;
        this.sentence = sentence;
    }

    /** Whether the session may still be alive on another node, so that the request is misrouted. */
    public boolean elsewhere() {
        return this == ELSEWHERE;
    }

    /** Letter of the rule. */
    public String letter() {
        return letter;
    }

    /** What the rule says of the session. */
    public String sentence() {
        return sentence;
    }
}
