package dev.sluice.server.node;

import dev.sluice.server.logging.LevelSwitch;
import dev.sluice.server.session.SessionRegistry;
import dev.sluice.server.session.SessionWatch;
import java.util.List;

/**
 * Sessions whose every request and notification goes to the log, switched on while they run: by a logger of the Logback file,
 * {@code LightstreamerLogger.watch.<session id>} at DEBUG, or from here. Any thread.
 */
public final class SessionWatches {

    private final SessionRegistry registry;
    private final LevelSwitch levels;

    SessionWatches(SessionRegistry registry) {
        this.registry = registry;
        this.levels = new LevelSwitch(SessionWatch.LOGGER, this::switched);
    }

    /** Begins to watch a session; false when there is none with this id. */
    public boolean watch(String sessionId) {
        if (registry.find(sessionId) == null) {
            return false;
        }
        levels.set(sessionId, true);
        return true;
    }

    /** Ends the watch of a session; nothing happens when it is not watched. */
    public void unwatch(String sessionId) {
        levels.set(sessionId, false);
    }

    /** Ids of the live sessions that are watched one by one. */
    public List<String> watched() {
        return levels.on().stream().filter(id -> registry.find(id) != null).sorted().toList();
    }

    void stop() {
        levels.stop();
    }

    private void switched(String sessionId, boolean on) {
        if (sessionId.isEmpty()) {
            registry.watchAll(on);
        } else {
            registry.watch(sessionId, on);
        }
    }
}
