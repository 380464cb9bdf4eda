package dev.sluice.server.admission;

/** How a drain of the node ended. */
public enum Drained {
    /** All sessions have ended. */
    EMPTY(0),
    /** The time was over with sessions left. */
    SESSIONS_LEFT(3);

    private final int exitCode;

    Drained(int exitCode) {
        this.exitCode = exitCode;
    }

    /** Exit code of a process that ends after it. */
    public int exitCode() {
        return exitCode;
    }
}
