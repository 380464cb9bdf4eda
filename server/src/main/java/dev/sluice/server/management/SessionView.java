package dev.sluice.server.management;

import dev.sluice.server.adapter.SubscriptionGrant;
import dev.sluice.server.counters.Counter;
import dev.sluice.server.session.Session;
import dev.sluice.server.session.SessionPeer;
import dev.sluice.server.subscription.Subscription;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongBiFunction;

/** {@code type=Session}: one session, sampled or not. What lives on the session's loop is asked for there. */
final class SessionView {

    private final Session session;
    private final NodeView node;
    private final Date created;
    /** Null when it is not sampled. */
    private final Traffic traffic;

    SessionView(Session session, NodeView node, boolean sampled) {
        this.session = session;
        this.node = node;
        long age = session.loop().nowMillis() - session.createdMillis();
        this.created = Date.from(Instant.now().minusMillis(age));
        this.traffic = sampled ? Traffic.of(counter -> new Rate(() -> count(counter))) : null;
    }

    void sample(long periodNanos) {
        if (sampled()) {
            traffic.sample(periodNanos);
        }
    }

    Session session() {
        return session;
    }

    NodeView node() {
        return node;
    }

    Date created() {
        return created;
    }

    boolean sampled() {
        return traffic != null;
    }

    long count(Counter counter) {
        return session.counts().own(counter);
    }

    /** A fact about the peer of the current or last connection; null when there was none. */
    <V> V peer(Function<SessionPeer, V> fact) {
        SessionPeer peer = session.peer();
        return peer == null ? null : fact.apply(peer);
    }

    Integer localPort() {
        String name = peer(SessionPeer::socketName);
        return node.sockets().stream().filter(socket -> socket.config().name().equals(name)).map(SocketView::port)
                .findFirst().orElse(null);
    }

    /** A figure of what passes through it; null when it is not sampled. */
    <V> V traffic(Function<Traffic, V> figure) {
        return sampled() ? figure.apply(traffic) : null;
    }

    /** The answer of the session's loop, {@code otherwise} when the session is over. */
    <V> V ask(V otherwise, Function<Session, V> question) {
        return OnLoop.ask(session, otherwise, question);
    }

    /** Names of the items subscribed, oldest first. */
    List<String> items(String dataAdapter) {
        return ask(new ArrayList<>(), s -> {
            List<String> names = new ArrayList<>();
            s.subscriptions().all().stream().filter(subscription -> of(subscription, dataAdapter))
                    .forEach(subscription -> names.addAll(subscription.items()));
            return names;
        });
    }

    /** A figure of each current subscription of an item, oldest first. */
    List<Long> figures(String item, String dataAdapter, ToLongBiFunction<Subscription, Integer> figure) {
        return ask(new ArrayList<>(), s -> {
            List<Long> figures = new ArrayList<>();
            for (Subscription subscription : s.subscriptions().all()) {
                for (int place = 0; of(subscription, dataAdapter) && place < subscription.items().size(); place++) {
                    if (subscription.items().get(place).equals(item)) {
                        figures.add(figure.applyAsLong(subscription, place));
                    }
                }
            }
            return figures;
        });
    }

    private boolean of(Subscription subscription, String dataAdapter) {
        if (dataAdapter == null) {
            return true;
        }
        var adapter = node.adapters().byId(session.origin().adapterSet()).dataAdapter(dataAdapter);
        return adapter != null && subscription.approval() instanceof SubscriptionGrant grant && grant.items() == adapter.items();
    }
}
