package dev.sluice.server.session;

import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Session id to session; remembers ended ids and their causes for a while. Any thread. */
public final class SessionRegistry {

    private static final long REMEMBER_MILLIS = 60_000;
    private static final int MAX_REMEMBERED = 100_000;

    private record Ended(EndCause cause, long untilMillis) {
    }

    private final ConcurrentHashMap<String, Session> sessions = new ConcurrentHashMap<>();
    /** Guarded by itself. */
    private final LinkedHashMap<String, Ended> ended = new LinkedHashMap<>();

    private final ConcurrentHashMap<String, SessionWatch> watches = new ConcurrentHashMap<>();
    private volatile boolean allWatched;
    /** Names of listening sockets. */
    private final Set<String> withholding = ConcurrentHashMap.newKeySet();

    /** The session with this id, or null. */
    public Session find(String id) {
        return id == null ? null : sessions.get(id);
    }

    /** Why a session ended a short while ago, or null when nothing is known or nothing is to be told. */
    public EndCause endOf(String id, long nowMillis) {
        synchronized (ended) {
            Ended end = ended.get(id);
            return end == null || end.untilMillis < nowMillis ? null : end.cause;
        }
    }

    /** All live sessions; a view that changes. */
    public Collection<Session> all() {
        return sessions.values();
    }

    /** Number of live sessions. */
    public int size() {
        return sessions.size();
    }

    /** Makes a session findable. */
    public void add(Session session) {
        sessions.put(session.id(), session);
        if (allWatched) {
            watch(session, SessionWatch.amongAll(session.id()));
        }
    }

    /** The watch of a session, or null while it is not watched. */
    public SessionWatch watchOf(String sessionId) {
        return watches.isEmpty() || sessionId == null ? null : watches.get(sessionId);
    }

    /** Watches one session, or watches it no more; false when there is none with this id. */
    public boolean watch(String sessionId, boolean on) {
        Session session = find(sessionId);
        if (session != null) {
            watch(session, on ? SessionWatch.alone(sessionId) : allWatched ? SessionWatch.amongAll(sessionId) : null);
        }
        return session != null;
    }

    /** Watches all sessions, those to come too, or watches them no more. */
    public void watchAll(boolean on) {
        allWatched = on;
        for (Session session : sessions.values()) {
            watch(session, on ? SessionWatch.amongAll(session.id()) : null);
        }
    }

    private void watch(Session session, SessionWatch watch) {
        Runnable change = () -> {
            if (watch == null || session.closed()) {
                watches.remove(session.id());
            } else {
                watches.put(session.id(), watch);
            }
            session.watch(watch);
        };
        if (session.loop().thread().current()) {
            change.run();
        } else {
            session.loop().thread().execute(change);
        }
    }

    /** Whether it is the first time that nothing of a stream came through, for clients of that listening socket. */
    boolean firstWithheld(String socketName) {
        return withholding.add(socketName);
    }

    void remove(Session session, EndCause cause, long nowMillis) {
        sessions.remove(session.id());
        watches.remove(session.id());
        if (!cause.remember()) {
            return;
        }
        synchronized (ended) {
            ended.put(session.id(), new Ended(cause, nowMillis + REMEMBER_MILLIS));
            Iterator<Map.Entry<String, Ended>> oldest = ended.entrySet().iterator();
            while (oldest.hasNext()) {
                Ended first = oldest.next().getValue();
                if (first.untilMillis >= nowMillis && ended.size() <= MAX_REMEMBERED) {
                    break;
                }
                oldest.remove();
            }
        }
    }
}
