package dev.sluice.server.management;

import dev.sluice.server.adapter.DataAdapter;
import dev.sluice.server.adapter.SubscriptionGrant;
import dev.sluice.server.session.Session;
import dev.sluice.server.session.SessionLoop;
import dev.sluice.server.subscription.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** {@code type=DataAdapter}: one data adapter and its items. */
final class DataAdapterMBean {

    private static final MBeanTable.Parameter ITEM = new MBeanTable.Parameter("itemName", String.class, "name of an item");
    private static final MBeanTable<DataAdapterMBean> TABLE = table();

    private final DataAdapter adapter;
    private final NodeView node;
    private final LongLists lists;
    private final Rate events;
    private final Rate joins;
    private final Rate leaves;
    private final Peak subscriptions;

    DataAdapterMBean(DataAdapter adapter, NodeView node, LongLists lists, Collector collector) {
        this.adapter = adapter;
        this.node = node;
        this.lists = lists;
        this.events = collector.rate(adapter::events);
        this.joins = collector.rate(() -> adapter.items().joins());
        this.leaves = collector.rate(() -> adapter.items().leaves());
        this.subscriptions = collector.peak(() -> adapter.items().joins() - adapter.items().leaves());
    }

    MBean<DataAdapterMBean> mbean() {
        return TABLE.of(this);
    }

    private List<String> items(int max) {
        return upTo(max, adapter.items().names());
    }

    private List<String> failed(int max) {
        return upTo(max, adapter.failedItems());
    }

    private static List<String> upTo(int max, List<String> all) {
        return new ArrayList<>(max >= all.size() ? all : all.subList(0, max));
    }

    /** Sessions subscribed to an item, asked on each loop in turn. */
    private List<String> sessionsOf(String item) {
        List<String> ids = new ArrayList<>();
        eachLoop(session -> {
            long times = times(session, item);
            if (times > 0) {
                ids.add(session.id());
            }
            return times;
        });
        return ids;
    }

    private long subscriptionsOf(String item) {
        return eachLoop(session -> times(session, item));
    }

    private long eachLoop(ToLongFunction<Session> of) {
        long sum = 0;
        for (SessionLoop loop : node.loops()) {
            sum += OnLoop.ask(loop, () -> node.registry().all().stream().filter(session -> session.loop() == loop)
                    .mapToLong(of).sum());
        }
        return sum;
    }

    private long times(Session session, String item) {
        long times = 0;
        for (Subscription subscription : session.subscriptions().all()) {
            if (subscription.approval() instanceof SubscriptionGrant grant && grant.items() == adapter.items()) {
                times += subscription.items().stream().filter(item::equals).count();
            }
        }
        return times;
    }

    private static MBeanTable<DataAdapterMBean> table() {
        return new MBeanTable<DataAdapterMBean>("A data adapter and its items.")
                .shows("SubscribedItems", Long.class, "Items subscribed.", d -> (long) d.adapter.items().size())
                .shows("SubscribedItemList", List.class, "Their names.",
                        d -> d.lists.attribute("getSubscribedItemListProtected", d::items))
                .does("getSubscribedItemListProtected", List.class, "Their names, at most so many.",
                        (d, a) -> LongLists.operation(a[0], d::items), ResourceMBean.MAX)
                .shows("SubscribedButFailedItems", Long.class, "Items whose subscribe call failed.",
                        d -> (long) d.adapter.failedItems().size())
                .shows("SubscribedButFailedItemList", List.class, "Their names.",
                        d -> d.lists.attribute("getSubscribedButFailedItemListProtected", d::failed))
                .does("getSubscribedButFailedItemListProtected", List.class, "Their names, at most so many.",
                        (d, a) -> LongLists.operation(a[0], d::failed), ResourceMBean.MAX)
                .does("getSessionListForItem", List.class, "Ids of the sessions subscribed to an item.",
                        (d, a) -> d.sessionsOf((String) a[0]), ITEM)
                .does("getSubscriptionsForItem", Long.class, "Subscriptions to an item, repetitions counted.",
                        (d, a) -> d.subscriptionsOf((String) a[0]), ITEM)
                .does("getMPNDeviceListForItem", List.class, "Always empty: there is no mobile push.",
                        (d, a) -> new ArrayList<>(), ITEM)
                .does("getMPNSubscriptionsForItem", Long.class, "Always 0: there is no mobile push.", (d, a) -> 0L, ITEM)
                .does("clearSnapshot", Boolean.class, "Empties the kept state of an item, as if the adapter had called"
                        + " clearSnapshot; false when it is not subscribed.", (d, a) -> d.adapter.clearSnapshot((String) a[0]), ITEM)
                .shows("CumulInboundEvents", Long.class, "Events received since the start.", d -> d.events.total())
                .shows("InboundEventFrequency", Double.class, "Events per second in the last period.", d -> d.events.perSecond())
                .shows("MaxInboundEventFrequency", Double.class, "Most events per second so far.", d -> d.events.mostPerSecond())
                .shows("LocalPoolQueue", Integer.class, "Queue of its pool DATA; -1 when it has none.",
                        d -> d.adapter.pool().name().startsWith("DATA ") ? d.adapter.pool().queueLength() : -1)
                .shows("CurrentItemSubscriptions", Integer.class, "Subscriptions of clients to its items.",
                        d -> d.subscriptions.current())
                .shows("MaxItemSubscriptions", Integer.class, "Most so far.", d -> d.subscriptions.highest())
                .shows("NewItemSubscriptions", Integer.class, "Subscriptions in the last period.", d -> d.joins.last())
                .shows("NewItemUnsubscriptions", Integer.class, "Unsubscriptions in the last period.", d -> d.leaves.last())
                .shows("IsProxy", Boolean.class, "Whether it runs elsewhere.", d -> false);
    }
}
