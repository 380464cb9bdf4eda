package dev.sluice.server.management;

import dev.sluice.server.adapter.DataAdapter;
import dev.sluice.server.counters.LoopCounts;
import dev.sluice.server.protocol.ErrorCode;
import dev.sluice.server.session.EndCause;
import dev.sluice.server.session.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code type=Resource}: sessions, requests, connections and subscriptions of the node. */
final class ResourceMBean {

    static final MBeanTable.Parameter PLACEHOLDER = new MBeanTable.Parameter("placeholder", String.class,
            "not looked at, may be null");
    static final MBeanTable.Parameter MAX = new MBeanTable.Parameter("max", Integer.class, "most entries, null for all");
    private static final MBeanTable<ResourceMBean> TABLE = table();

    private final NodeView node;
    private final SessionStatistics sessions;
    private final RequestStatistics requests;
    private final ConnectionStatistics connections;
    private final SessionScan scan;
    private final LongLists lists;

    ResourceMBean(NodeView node, Statistics statistics, LongLists lists) {
        this.node = node;
        this.sessions = statistics.sessions();
        this.requests = statistics.requests();
        this.connections = statistics.connections();
        this.scan = new SessionScan(node.registry());
        this.lists = lists;
    }

    MBean<ResourceMBean> mbean() {
        return TABLE.of(this);
    }

    private static MBeanTable<ResourceMBean> table() {
        MBeanTable<ResourceMBean> table = new MBeanTable<>("Sessions, requests, connections and subscriptions of the node.");
        table.shows("TotalSubscribedItems", Long.class, "Items subscribed at all data adapters.", ResourceMBean::subscribedItems)
                .shows("Usernames", Integer.class, "User names connected, each once; at most a second old.",
                        r -> r.scan.picture().users().size())
                .shows("UsernameList", List.class, "These names.",
                        r -> r.lists.attribute("getUsernameListProtected", r::users))
                .does("getUsernameListProtected", List.class, "Names of users, at most so many.",
                        (r, a) -> LongLists.operation(a[0], r::users), MAX)
                .does("getSessionListForUsername", List.class, "Ids of the sessions of a user.",
                        (r, a) -> r.scan.idsOf((String) a[0]),
                        new MBeanTable.Parameter("username", String.class, "null for sessions without a user"))
                .shows("CurrentSessionList", List.class, "Ids of all sessions, prestarted ones included.",
                        r -> r.lists.attribute("getCurrentSessionListProtected", r.scan::ids))
                .does("getCurrentSessionListProtected", List.class, "Ids of sessions, at most so many.",
                        (r, a) -> LongLists.operation(a[0], r.scan::ids), MAX)
                .does("destroySession", Boolean.class, "Closes a session with END 32; false when there is none of that id.",
                        (r, a) -> r.destroy((String) a[0]),
                        new MBeanTable.Parameter("sessionId", String.class, "id of the session"))
                .does("getCurrClientVersions", Map.class, "Sessions per client library.",
                        (r, a) -> r.scan.picture().clients(), PLACEHOLDER)
                .does("getCumulConnecionCloseCauses", Map.class, "Connections closed since the start, per cause.",
                        (r, a) -> r.node.counters().tally(LoopCounts::connectionEnds), PLACEHOLDER)
                .does("getCumulSessionCloseCauses", Map.class, "Sessions ended since the start, per cause.",
                        (r, a) -> r.node.counters().tally(LoopCounts::sessionEnds), PLACEHOLDER);
        SessionStatistics.addTo(table, r -> r.sessions);
        RequestStatistics.addTo(table, r -> r.requests);
        ConnectionStatistics.addTo(table, r -> r.connections);
        return table;
    }

    private long subscribedItems() {
        return node.adapters().all().stream().flatMap(set -> set.dataAdapters().stream())
                .map(DataAdapter::items).mapToLong(items -> items.size()).sum();
    }

    private List<String> users(int max) {
        List<String> users = scan.picture().users();
        return max >= users.size() ? users : new ArrayList<>(users.subList(0, max));
    }

    private Boolean destroy(String id) {
        Session session = node.registry().find(id);
        return session != null && OnLoop.ask(session, false, s -> {
            s.close(EndCause.of(ErrorCode.CLOSED_BY_SERVER, "closed by the operator"), false);
            return true;
        });
    }
}
