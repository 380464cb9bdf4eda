package dev.sluice.server.management;

import dev.sluice.server.counters.Counter;
import dev.sluice.server.counters.Counters;
import java.util.function.Function;

/** How many sessions there are, of which kind, and what they are subscribed to. */
final class SessionStatistics {

    private final Counters counters;
    private final Peak sessions;
    private final Peak prestarted;
    private final Peak streaming;
    private final Peak polling;
    private final Peak ws;
    private final Peak http;
    private final Peak subscriptions;
    private final Rate started;
    private final Rate terminated;
    private final Rate subscribed;
    private final Rate unsubscribed;

    SessionStatistics(NodeView node, Collector collector) {
        counters = node.counters();
        prestarted = collector.peak(() -> node.prestarted().getAsInt());
        sessions = collector.peak(() -> Math.max(0, node.registry().size() - node.prestarted().getAsInt()));
        streaming = level(collector, Counter.STREAMING_SESSIONS);
        polling = level(collector, Counter.POLLING_SESSIONS);
        ws = level(collector, Counter.WS_SESSIONS);
        http = level(collector, Counter.HTTP_SESSIONS);
        subscriptions = collector.peak(() -> counters.total(Counter.ITEM_SUBSCRIPTIONS)
                - counters.total(Counter.ITEM_UNSUBSCRIPTIONS));
        started = rate(collector, Counter.SESSIONS_STARTED);
        terminated = rate(collector, Counter.SESSIONS_TERMINATED);
        subscribed = rate(collector, Counter.ITEM_SUBSCRIPTIONS);
        unsubscribed = rate(collector, Counter.ITEM_UNSUBSCRIPTIONS);
    }

    private Peak level(Collector collector, Counter counter) {
        return collector.peak(() -> Math.max(0, counters.total(counter)));
    }

    private Rate rate(Collector collector, Counter counter) {
        return collector.rate(() -> counters.total(counter));
    }

    int current() {
        return sessions.current();
    }

    int most() {
        return sessions.highest();
    }

    int streaming() {
        return streaming.current();
    }

    int polling() {
        return polling.current();
    }

    int subscriptions() {
        return subscriptions.current();
    }

    int mostSubscriptions() {
        return subscriptions.highest();
    }

    /** Adds the attributes of sessions to a type of MBean. */
    static <T> void addTo(MBeanTable<T> table, Function<T, SessionStatistics> of) {
        level(table, "Sessions", "sessions, without prestarted ones", of, s -> s.sessions);
        level(table, "PrestartedSessions", "sessions created and not yet bound or controlled", of, s -> s.prestarted);
        level(table, "StreamingSessions", "sessions with a stream", of, s -> s.streaming);
        level(table, "PollingSessions", "sessions that poll", of, s -> s.polling);
        level(table, "WSSessions", "sessions on a WebSocket", of, s -> s.ws);
        level(table, "HTTPSessions", "sessions on HTTP", of, s -> s.http);
        level(table, "ItemSubscriptions", "items subscribed, counted per client and repetition", of, s -> s.subscriptions);
        cumul(table, "CumulStartedSessions", "Sessions that left the prestarted state since the start.", of, s -> s.started);
        cumul(table, "CumulTerminatedSessions", "Of these, sessions ended since the start.", of, s -> s.terminated);
        fresh(table, "NewStartedSessions", "Sessions that left the prestarted state in the last period.", of, s -> s.started);
        fresh(table, "NewTerminatedSessions", "Of these, sessions ended in the last period.", of, s -> s.terminated);
        fresh(table, "NewItemSubscriptions", "Items subscribed in the last period.", of, s -> s.subscribed);
        fresh(table, "NewItemUnsubscriptions", "Items unsubscribed in the last period, by ended sessions too.", of,
                s -> s.unsubscribed);
    }

    private static <T> void level(MBeanTable<T> table, String name, String meaning, Function<T, SessionStatistics> of,
                                  Function<SessionStatistics, Peak> which) {
        table.shows("Current" + name, Integer.class, "Now: " + meaning + ".", t -> which.apply(of.apply(t)).current());
        table.shows("Max" + name, Integer.class, "Most so far: " + meaning + ".", t -> which.apply(of.apply(t)).highest());
    }

    private static <T> void cumul(MBeanTable<T> table, String name, String meaning, Function<T, SessionStatistics> of,
                                  Function<SessionStatistics, Rate> which) {
        table.shows(name, Long.class, meaning, t -> which.apply(of.apply(t)).total());
    }

    private static <T> void fresh(MBeanTable<T> table, String name, String meaning, Function<T, SessionStatistics> of,
                                  Function<SessionStatistics, Rate> which) {
        table.shows(name, Integer.class, meaning, t -> which.apply(of.apply(t)).last());
    }
}
