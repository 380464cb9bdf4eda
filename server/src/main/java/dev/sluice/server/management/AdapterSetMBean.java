package dev.sluice.server.management;

import dev.sluice.server.adapter.AdapterSet;
import dev.sluice.server.adapter.DataAdapter;
import dev.sluice.server.session.Session;
import dev.sluice.server.session.SessionRegistry;
import java.util.ArrayList;
import java.util.List;

/** {@code type=AdapterSet}: one adapter set. */
final class AdapterSetMBean {

    private static final MBeanTable<AdapterSetMBean> TABLE = table();

    private final AdapterSet set;
    private final SessionRegistry registry;
    private final LongLists lists;

    AdapterSetMBean(AdapterSet set, SessionRegistry registry, LongLists lists) {
        this.set = set;
        this.registry = registry;
        this.lists = lists;
    }

    MBean<AdapterSetMBean> mbean() {
        return TABLE.of(this);
    }

    private int sessions() {
        int count = 0;
        for (Session session : registry.all()) {
            if (session.origin().adapterSet().equals(set.id())) {
                count++;
            }
        }
        return count;
    }

    private List<String> ids(int max) {
        List<String> ids = new ArrayList<>();
        for (Session session : registry.all()) {
            if (ids.size() >= max) {
                break;
            }
            if (session.origin().adapterSet().equals(set.id())) {
                ids.add(session.id());
            }
        }
        return ids;
    }

    private static MBeanTable<AdapterSetMBean> table() {
        return new MBeanTable<AdapterSetMBean>("An adapter set.")
                .shows("CurrentSessions", Integer.class, "Sessions of the set, prestarted ones included.", AdapterSetMBean::sessions)
                .shows("CurrentSessionList", List.class, "Their ids.",
                        s -> s.lists.attribute("getCurrentSessionListProtected", s::ids))
                .does("getCurrentSessionListProtected", List.class, "Their ids, at most so many.",
                        (s, a) -> LongLists.operation(a[0], s::ids), ResourceMBean.MAX)
                .shows("DataAdapterList", List.class, "Names of its data adapters.",
                        s -> new ArrayList<>(s.set.dataAdapters().stream().map(DataAdapter::name).toList()))
                .shows("LocalPoolQueue", Integer.class, "Queue of its pool SET; -1 when it has none.",
                        s -> s.set.pools().ownSet() ? s.set.pools().set().queueLength() : -1)
                .shows("AuthenticationPoolQueue", Integer.class, "Queue of its pool AUTHENTICATION.",
                        s -> s.set.pools().authentication().queueLength())
                .shows("MessagesPoolQueue", Integer.class, "Queue of its pool MSG.", s -> s.set.pools().messages().queueLength())
                .shows("MPNPoolQueue", Integer.class, "Always -1: there is no mobile push.", s -> -1)
                .shows("RequestsQueue", Integer.class, "Sum over all pools of the set and its data adapters.",
                        s -> s.set.pools().own().stream().mapToInt(pool -> pool.queueLength()).sum())
                .shows("IsProxyMetadata", Boolean.class, "Whether its metadata adapter runs elsewhere.", s -> false);
    }
}
