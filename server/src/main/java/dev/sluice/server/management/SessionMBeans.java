package dev.sluice.server.management;

import dev.sluice.server.config.ManagementConfig;
import dev.sluice.server.session.Session;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import javax.management.ObjectName;

/**
 * Registers the MBeans of sessions, when {@code disable_session_mbeans} lets them be. Loops know nothing of it: a thread of management
 * looks at the sessions there are, a few times per second while they are few and once per sampling period while they are many,
 * registers the new ones and takes away those that are gone. An MBean costs about 1 KB of heap and its session's own counts 400
 * bytes more, which is why the setting is Y by default: then there is one MBean, which says so.
 */
final class SessionMBeans {

    private static final int MANY = 10_000;
    private static final long OFTEN_MILLIS = 250;
    private static final MBeanTable<SessionMBeans> REMINDER = new MBeanTable<SessionMBeans>("There are no MBeans of sessions.")
            .shows("Reminder", String.class, "How to get them.",
                    s -> "MBeans of sessions are off; jmx/disable_session_mbeans = N switches them on");

    private final NodeView node;
    private final MBeans mbeans;
    private final boolean sampled;
    private final Map<Session, SessionView> registered = new HashMap<>();
    private long lastNanos = System.nanoTime();

    private SessionMBeans(NodeView node, MBeans mbeans, boolean sampled) {
        this.node = node;
        this.mbeans = mbeans;
        this.sampled = sampled;
    }

    /** Begins to follow the sessions of a node as the setting says. */
    static void follow(NodeView node, MBeans mbeans, ManagementConfig.SessionMBeans wanted, Collector collector) {
        if (wanted == ManagementConfig.SessionMBeans.NONE) {
            mbeans.register(MBeanNames.of("Session", "sessionId", "disabled"), REMINDER.of(null));
            return;
        }
        SessionMBeans sessions = new SessionMBeans(node, mbeans, wanted == ManagementConfig.SessionMBeans.FULL);
        collector.every(OFTEN_MILLIS, () -> {
            if (node.registry().size() <= MANY) {
                sessions.look();
            }
        });
        collector.afterEach(() -> {
            sessions.look();
            sessions.sample();
        });
    }

    private void look() {
        Set<Session> now = new HashSet<>(node.registry().all());
        for (Iterator<SessionView> known = registered.values().iterator(); known.hasNext();) {
            SessionView view = known.next();
            if (!now.remove(view.session())) {
                known.remove();
                mbeans.unregister(name(view.session()));
            }
        }
        for (Session fresh : now) {
            SessionView view = new SessionView(fresh, node, sampled);
            registered.put(fresh, view);
            mbeans.register(name(fresh), SessionMBean.TABLE.of(view));
        }
    }

    private void sample() {
        long now = System.nanoTime();
        long period = now - lastNanos;
        lastNanos = now;
        registered.values().forEach(view -> view.sample(period));
    }

    private static ObjectName name(Session session) {
        return MBeanNames.of("Session", "sessionId", session.id());
    }
}
