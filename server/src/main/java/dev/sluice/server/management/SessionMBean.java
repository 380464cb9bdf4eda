package dev.sluice.server.management;

import dev.sluice.server.counters.Counter;
import dev.sluice.server.protocol.ErrorCode;
import dev.sluice.server.session.EndCause;
import dev.sluice.server.session.SessionPeer;
import dev.sluice.server.subscription.Subscription;
import java.util.Date;
import java.util.List;

/** The attributes and operations of {@code type=Session}. */
final class SessionMBean {

    static final MBeanTable<SessionView> TABLE = table();

    private SessionMBean() {
    }

    private static MBeanTable<SessionView> table() {
        MBeanTable<SessionView> table = new MBeanTable<>("A session.");
        addIdentity(table);
        addCounts(table);
        addSamples(table);
        addSubscriptions(table);
        return table;
    }

    private static void addIdentity(MBeanTable<SessionView> table) {
        table.shows("SessionId", String.class, "Its id.", v -> v.session().id())
                .shows("StartTime", Date.class, "When it was created.", SessionView::created)
                .shows("LocalPort", Integer.class, "Port its current or last connection came to.", SessionView::localPort)
                .shows("RemoteIP", String.class, "Address of the client.", v -> v.peer(SessionPeer::address))
                .shows("RemoteHostname", String.class, "The same: names of clients are not looked up.",
                        v -> v.peer(SessionPeer::address))
                .shows("RemotePort", Integer.class, "Port of the client.", v -> v.peer(SessionPeer::port))
                .shows("UserAgent", String.class, "User-Agent of the current or last connection.", v -> v.peer(SessionPeer::userAgent))
                .shows("ClientType", String.class, "Kind of client library; null when unknown.",
                        v -> ClientLibrary.of(v.session().clientId()).type())
                .shows("ClientVersion", String.class, "Signature of the client library; null when it gave none.",
                        v -> ClientLibrary.of(v.session().clientId()).version())
                .shows("Username", String.class, "Its user; may be null.", v -> v.session().origin().user())
                .shows("AdapterSet", String.class, "Its adapter set.", v -> v.session().origin().adapterSet())
                .shows("IsStreaming", Boolean.class, "Whether a stream is attached.", v -> v.session().counts().carrier().streaming())
                .shows("IsPolling", Boolean.class, "Whether a poll is attached or awaited.", v -> v.session().counts().carrier().polling())
                .shows("IsOnWS", Boolean.class, "Whether it is on a WebSocket.", v -> v.session().counts().carrier().webSocket())
                .shows("IsOnHTTP", Boolean.class, "Whether it is on HTTP.", v -> v.session().counts().carrier().http())
                .shows("IsPrestarted", Boolean.class, "Whether no bind or control has come yet.", v -> v.session().prestarted())
                .shows("IsClosed", Boolean.class, "Whether it is over and this MBean about to go.", v -> v.session().closed())
                .shows("SampledStatisticsEnabled", Boolean.class, "Whether the sampled attributes have values.",
                        SessionView::sampled)
                .does("destroySession", Boolean.class, "Closes it with END 32; false when it is over.", v -> v.ask(false, s -> {
                    s.close(EndCause.of(ErrorCode.CLOSED_BY_SERVER, "closed by the operator"), false);
                    return true;
                }));
    }

    private static void addCounts(MBeanTable<SessionView> table) {
        count(table, "CumulOutboundBytes", "Bytes sent.", Counter.STREAM_BYTES);
        count(table, "CumulItemUpdates", "Updates sent.", Counter.ITEM_UPDATES);
        count(table, "CumulStreamingRequests", "Requests that opened a stream.", Counter.STREAMING_REQUESTS);
        count(table, "CumulPollingRequests", "Polls.", Counter.POLLING_REQUESTS);
        count(table, "CumulControlRequests", "Control requests and messages.", Counter.CONTROL_REQUESTS);
        count(table, "CumulControlRequestsFailed", "Of these, refused ones.", Counter.CONTROL_FAILURES);
        count(table, "CumulSubscriptionRequests", "Subscription requests.", Counter.SUBSCRIPTION_REQUESTS);
        count(table, "CumulUnsubscriptionRequests", "Unsubscription requests.", Counter.UNSUBSCRIPTION_REQUESTS);
        count(table, "CumulSendMessageRequests", "Messages received.", Counter.MESSAGE_REQUESTS);
        count(table, "CumulMessages", "Messages handed to the metadata adapter.", Counter.MESSAGES);
        count(table, "CumulMessageBytes", "Their bytes, in UTF-16.", Counter.MESSAGE_BYTES);
        count(table, "CumulLostEvents", "Updates lost for full buffers.", Counter.LOST_UPDATES);
        count(table, "CumulFilteredEvents", "Updates conflated or discarded, told when their subscription ends.",
                Counter.FILTERED_UPDATES);
    }

    private static void addSamples(MBeanTable<SessionView> table) {
        table.shows("ItemUpdateFrequency", Double.class, "Updates per second in the last period.",
                        v -> v.traffic(t -> t.updates().perSecond()))
                .shows("MaxItemUpdateFrequency", Double.class, "Most so far.", v -> v.traffic(t -> t.updates().mostPerSecond()))
                .shows("CurrentBandwidthKbps", Double.class, "kbit/s in the last period.", v -> v.traffic(t -> t.bytes().kbps()))
                .shows("MaxBandwidthKbps", Double.class, "Most so far.", v -> v.traffic(t -> t.bytes().mostKbps()))
                .shows("MessageFrequency", Double.class, "Messages per second in the last period.",
                        v -> v.traffic(t -> t.messages().perSecond()))
                .shows("MaxMessageFrequency", Double.class, "Most so far.", v -> v.traffic(t -> t.messages().mostPerSecond()))
                .shows("CurrentMessageThroughputKbps", Double.class, "kbit/s of messages in the last period.",
                        v -> v.traffic(t -> t.messageBytes().kbps()))
                .shows("MaxMessageThroughputKbps", Double.class, "Most so far.", v -> v.traffic(t -> t.messageBytes().mostKbps()))
                .shows("NewLostEvents", Integer.class, "Updates lost in the last period.", v -> v.traffic(t -> t.lost().last()))
                .shows("MaxLostEvents", Integer.class, "Most so far.", v -> v.traffic(t -> t.lost().most()))
                .shows("NewFilteredEvents", Integer.class, "Updates conflated or discarded in the last period.",
                        v -> v.traffic(t -> t.filtered().last()))
                .shows("MaxFilteredEvents", Integer.class, "Most so far.", v -> v.traffic(t -> t.filtered().most()));
    }

    private static void addSubscriptions(MBeanTable<SessionView> table) {
        MBeanTable.Parameter item = new MBeanTable.Parameter("itemName", String.class, "name of an item");
        MBeanTable.Parameter adapter = new MBeanTable.Parameter("dataAdapter", String.class, "name of a data adapter, null for all");
        table.shows("TotalSubscriptions", Long.class, "Items subscribed, repetitions counted.",
                        v -> v.ask(0L, s -> s.subscriptions().all().stream().mapToLong(sub -> sub.items().size()).sum()))
                .shows("TotalFields", Integer.class, "Fields over all subscriptions.",
                        v -> v.ask(0, s -> s.subscriptions().all().stream()
                                .mapToInt(sub -> sub.items().size() * sub.schema().fields().size()).sum()))
                .shows("AllocatedBandwidthKbps", Double.class, "Limit in force in kbit/s; 0 = none.", v -> v.session().bandwidth().inForce())
                .sets("AllocatedMaxBandwidthKbps", Double.class, "Limit the server grants in kbit/s; 0 = none. The client may ask"
                        + " for less.", v -> v.session().bandwidth().granted(), (v, kbps) -> grant(v, kbps))
                .does("getSubscriptionList", List.class, "Names of the items subscribed, oldest first.",
                        (v, a) -> v.items((String) a[0]), adapter)
                .does("getCumulLostEvents", List.class, "Updates lost, per current subscription of an item.",
                        (v, a) -> v.figures((String) a[0], (String) a[1], Subscription::lost), item, adapter)
                .does("getCumulFilteredEvents", List.class, "Updates conflated or discarded, per current subscription of an item.",
                        (v, a) -> v.figures((String) a[0], (String) a[1], Subscription::filtered), item, adapter)
                .does("getCumulRealTimeEvents", List.class, "Updates sent, per current subscription of an item.",
                        (v, a) -> v.figures((String) a[0], (String) a[1], Subscription::told), item, adapter);
    }

    private static void grant(SessionView view, double kbps) {
        if (kbps < 0 || Double.isNaN(kbps) || Double.isInfinite(kbps)) {
            throw new IllegalArgumentException("AllocatedMaxBandwidthKbps=" + kbps + " is no limit; give kbit/s, or 0 for none");
        }
        view.ask(null, s -> {
            s.bandwidth().grant(kbps);
            return null;
        });
    }

    private static void count(MBeanTable<SessionView> table, String name, String meaning, Counter counter) {
        table.shows(name, Long.class, meaning, v -> v.count(counter));
    }
}
