package dev.sluice.server.management;

import dev.sluice.server.counters.Counters;

/** Everything that is sampled for the node as a whole. */
record Statistics(SessionStatistics sessions, RequestStatistics requests, ConnectionStatistics connections,
                  StreamStatistics stream, LoadStatistics load) {

    static Statistics of(NodeView node, Collector collector) {
        Counters counters = node.counters();
        SessionStatistics sessions = new SessionStatistics(node, collector);
        return new Statistics(sessions, new RequestStatistics(counters, collector),
                new ConnectionStatistics(counters, collector), new StreamStatistics(node, sessions, collector),
                new LoadStatistics(node, collector));
    }
}
