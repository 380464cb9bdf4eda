package dev.sluice.server.management;

import java.util.List;

/** What an operator may ask of the node and do to it; implemented by {@code node}. Any thread; methods return soon. */
public interface NodeControl {

    /** {@code Initializing}, {@code Running}, {@code Blocked} or {@code Stopped}. */
    String status();

    /** Whether sessions are served: not while the node starts, is stopped, or empties itself to end. */
    boolean serving();

    /** Why a new session had better go elsewhere; empty when it is welcome. */
    List<Health.Reason> notReady();

    /** Refuses new sessions; {@code forceRetry} true: clients are asked to try again, false or null: they stop for good. */
    boolean block(Boolean forceRetry);

    /** From stopped or blocked back to running. */
    boolean start();

    /** Closes all connections and sessions and takes no new ones; the process stays. */
    boolean stop();

    /** Closes all sessions with END 48 at that many per second; false when the rate is null, zero, negative or no number. */
    boolean drainSessions(Double perSecond);

    /** Empties the node and ends the process, as SIGTERM does. */
    void drainAndExit();

    /** Ends the process, as SIGINT does; returns before it has ended. */
    void shutdown();

    /** Reads the configuration file again and takes over what can change; says what came of it, one sentence each. May take a second. */
    List<String> reload();

    /** Limit of sessions, 0 = none. */
    int maxSessions();

    /** Changes the limit of sessions, 0 = none; closes nobody. */
    void maxSessions(int limit);

    /** Closes the connections and sessions of a client address, and its new connections; false when it is no address, or known. */
    boolean ban(String address);

    /** Ends that; false when the address was not banned. */
    boolean unban(String address);

    /** Banned addresses in alphabetical order. */
    List<String> banned();

    /** Requests for sessions that are not here, one line per home, kind and rule, with how many there were. */
    List<String> strays();

    /** Writes every request and notification of a session to the log from now on; false when there is none of that id. */
    boolean watch(String sessionId);

    /** Ends that. */
    void unwatch(String sessionId);

    /** Ids of the sessions so watched. */
    List<String> watched();
}
