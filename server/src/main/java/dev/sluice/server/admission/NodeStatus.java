package dev.sluice.server.admission;

/** What the node does with clients, in the words of JMX. */
public enum NodeStatus {
    /** It does not accept sessions yet. */
    INITIALIZING("Initializing"),
    /** It accepts sessions. */
    RUNNING("Running"),
    /** Existing sessions are served, new ones are refused. */
    BLOCKED("Blocked"),
    /** It has no sessions and accepts none. */
    STOPPED("Stopped");

    private final String word;

    NodeStatus(String word) {
        this.word = word;
    }

    /** The word JMX shows. */
    public String word() {
        return word;
    }
}
