package dev.sluice.server.session;

/** The other end of a session's current or last connection, for whoever watches. Immutable; any thread. */
public interface SessionPeer {

    /** Address of the client. */
    String address();

    /** Its port. */
    int port();

    /** Name of the listening socket it came through. */
    String socketName();

    /** What it says it is, or null. */
    String userAgent();

    /** Whether the log is to hold no line about it ({@code no_logging_ip}). */
    boolean silent();
}
