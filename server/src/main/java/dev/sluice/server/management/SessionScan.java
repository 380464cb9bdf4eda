package dev.sluice.server.management;

import dev.sluice.server.session.Session;
import dev.sluice.server.session.SessionRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/** What needs a walk over all sessions: made when asked for, and not again before {@link #KEPT_NANOS} are over. Any thread. */
final class SessionScan {

    private static final long KEPT_NANOS = 1_000_000_000L;

    private final SessionRegistry registry;
    private Picture picture;
    private long madeNanos;

    /**
     * Sessions at one moment.
     *
     * @param users   their user names, each once
     * @param clients how many there are of each client library, by "type version"
     */
    record Picture(List<String> users, Map<String, Long> clients) {
    }

    SessionScan(SessionRegistry registry) {
        this.registry = registry;
    }

    /** The latest picture, at most a second old. */
    synchronized Picture picture() {
        long now = System.nanoTime();
        if (picture == null || now - madeNanos > KEPT_NANOS) {
            TreeSet<String> users = new TreeSet<>();
            Map<String, Long> clients = new TreeMap<>();
            for (Session session : registry.all()) {
                if (session.origin().user() != null) {
                    users.add(session.origin().user());
                }
                clients.merge(ClientLibrary.of(session.clientId()).key(), 1L, Long::sum);
            }
            picture = new Picture(new ArrayList<>(users), clients);
            madeNanos = now;
        }
        return picture;
    }

    /** Ids of all sessions, or of the first {@code max}. */
    List<String> ids(int max) {
        List<String> ids = new ArrayList<>();
        for (Session session : registry.all()) {
            if (ids.size() >= max) {
                break;
            }
            ids.add(session.id());
        }
        return ids;
    }

    /** Ids of the sessions of a user, which may be null. */
    List<String> idsOf(String user) {
        List<String> ids = new ArrayList<>();
        for (Session session : registry.all()) {
            if (Objects.equals(user, session.origin().user())) {
                ids.add(session.id());
            }
        }
        return ids;
    }
}
