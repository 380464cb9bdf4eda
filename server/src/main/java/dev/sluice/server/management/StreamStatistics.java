package dev.sluice.server.management;

import dev.sluice.server.adapter.DataAdapter;
import dev.sluice.server.counters.Counter;
import dev.sluice.server.counters.Counters;
import dev.sluice.server.session.Session;

/** {@code type=Stream}: events in, updates and bytes out, messages. */
final class StreamStatistics {

    private static final MBeanTable<StreamStatistics> TABLE = table();

    private final NodeView node;
    private final SessionStatistics sessions;
    private final Rate events;
    private final Traffic traffic;

    StreamStatistics(NodeView node, SessionStatistics sessions, Collector collector) {
        this.node = node;
        this.sessions = sessions;
        Counters counters = node.counters();
        events = collector.rate(() -> node.adapters().all().stream().flatMap(set -> set.dataAdapters().stream())
                .mapToLong(DataAdapter::events).sum());
        traffic = Traffic.of(counter -> collector.rate(() -> counters.total(counter)));
    }

    MBean<StreamStatistics> mbean() {
        return TABLE.of(this);
    }

    Rate events() {
        return events;
    }

    Traffic traffic() {
        return traffic;
    }

    double perSessionKbps() {
        int active = sessions.streaming() + sessions.polling();
        return active == 0 ? 0 : Math.round(traffic.bytes().kbps() / active * 1000) / 1000.0;
    }

    /** Sum of the limits of all sessions, 0 as soon as one has none. */
    double allocatedKbps() {
        double sum = 0;
        for (Session session : node.registry().all()) {
            double limit = session.bandwidth().inForce();
            if (limit <= 0) {
                return 0;
            }
            sum += limit;
        }
        return sum;
    }

    private static MBeanTable<StreamStatistics> table() {
        return new MBeanTable<StreamStatistics>("Events in, updates and bytes out, messages.")
                .shows("CumulOutboundBytes", Long.class, "Bytes written on streams and polls since the start.", s -> s.traffic.bytes().total())
                .shows("CumulItemUpdates", Long.class, "Updates sent to clients since the start.", s -> s.traffic.updates().total())
                .shows("ItemUpdateFrequency", Double.class, "Updates sent per second in the last period.", s -> s.traffic.updates().perSecond())
                .shows("MaxItemUpdateFrequency", Double.class, "Most updates per second so far.", s -> s.traffic.updates().mostPerSecond())
                .shows("CumulInboundEvents", Long.class, "Events from all data adapters since the start.", s -> s.events.total())
                .shows("InboundEventFrequency", Double.class, "Events per second in the last period.", s -> s.events.perSecond())
                .shows("MaxInboundEventFrequency", Double.class, "Most events per second so far.", s -> s.events.mostPerSecond())
                .shows("CumulPreprocOutboundEvents", Long.class,
                        "The same as CumulInboundEvents: nothing is filtered before it is known for whom.", s -> s.events.total())
                .shows("OutboundPreprocEventFrequency", Double.class, "The same as InboundEventFrequency.",
                        s -> s.events.perSecond())
                .shows("MaxOutboundPreprocEventFrequency", Double.class, "The same as MaxInboundEventFrequency.",
                        s -> s.events.mostPerSecond())
                .shows("CurrentBandwidthKbps", Double.class, "kbit/s on streams and polls in the last period, without the"
                        + " overhead of the network.", s -> s.traffic.bytes().kbps())
                .shows("MaxBandwidthKbps", Double.class, "Most kbit/s so far.", s -> s.traffic.bytes().mostKbps())
                .shows("AvgSessionBandwidthKbps", Double.class, "kbit/s per session with a stream or poll.",
                        StreamStatistics::perSessionKbps)
                .shows("AllocatedBandwidthKbps", Double.class, "Sum of the sessions' limits; 0 if one has none.",
                        StreamStatistics::allocatedKbps)
                .shows("CumulMessageBytes", Long.class, "Bytes of client messages, in UTF-16, since the start.",
                        s -> s.traffic.messageBytes().total())
                .shows("CumulMessages", Long.class, "Client messages handed to metadata adapters since the start.",
                        s -> s.traffic.messages().total())
                .shows("MessageFrequency", Double.class, "Messages per second in the last period.", s -> s.traffic.messages().perSecond())
                .shows("MaxMessageFrequency", Double.class, "Most messages per second so far.", s -> s.traffic.messages().mostPerSecond())
                .shows("CurrentMessageThroughputKbps", Double.class, "kbit/s of messages in the last period.",
                        s -> s.traffic.messageBytes().kbps())
                .shows("MaxMessageThroughputKbps", Double.class, "Most kbit/s of messages so far.", s -> s.traffic.messageBytes().mostKbps())
                .shows("NewLostEvents", Integer.class, "Updates lost for full buffers in the last period.", s -> s.traffic.lost().last())
                .shows("CumulLostEvents", Long.class, "The same since the start.", s -> s.traffic.lost().total())
                .shows("NewFilteredEvents", Integer.class, "Updates conflated or discarded in the last period, told when their"
                        + " subscription ends.", s -> s.traffic.filtered().last())
                .shows("CumulFilteredEvents", Long.class, "The same since the start.", s -> s.traffic.filtered().total());
    }
}
