package dev.sluice.server.session;

import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
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
    }

    void remove(Session session, EndCause cause, long nowMillis) {
        sessions.remove(session.id());
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
