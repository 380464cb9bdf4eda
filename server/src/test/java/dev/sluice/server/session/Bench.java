package dev.sluice.server.session;

import dev.sluice.server.item.DiffDefaults;
import dev.sluice.server.item.Item;
import dev.sluice.server.item.ItemSource;
import dev.sluice.server.item.ItemTable;
import dev.sluice.server.item.Mailbox;
import dev.sluice.server.protocol.Mode;
import dev.sluice.server.protocol.ProtocolVersion;
import dev.sluice.server.subscription.Schema;
import dev.sluice.server.subscription.Subscription;
import dev.sluice.server.subscription.SubscriptionSettings;
import dev.sluice.server.subscription.Terms;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One loop with items and sessions, driven by the test. */
final class Bench implements SessionOwner, ItemSource {

    static final BindOrigin FROM = new BindOrigin(null, null, "name", "127.0.0.1");
    static final BindOrigin UNTOLD = new BindOrigin(null, null, null, null);
    static final SessionSettings SETTINGS = settings(1_000_000, -1, true, false, 0);

    static SessionSettings keeping(long maxRecoveryBytes, long maxRecoveryPollBytes) {
        return settings(maxRecoveryBytes, maxRecoveryPollBytes, true, false, 0);
    }

    static SessionSettings withoutBandwidthControl() {
        return settings(1_000_000, -1, false, false, 0);
    }

    static SessionSettings randomized() {
        return settings(1_000_000, -1, true, true, 0);
    }

    static SessionSettings lingering(long subscriptionTimeoutMillis) {
        return settings(1_000_000, -1, true, false, subscriptionTimeoutMillis);
    }

    private static SessionSettings settings(long maxRecoveryBytes, long maxRecoveryPollBytes, boolean bandwidthControl,
                                            boolean random, long subscriptionTimeoutMillis) {
        return new SessionSettings(50_000, "*", 10_000, 13_000, maxRecoveryBytes, maxRecoveryPollBytes, 20_000, 0,
                bandwidthControl, new SubscriptionSettings(100, true, true, subscriptionTimeoutMillis), 30_000, 5_000, 1_000,
                30_000, random, 15_000, 30_000, random, 8_000, 0, 0, 30);
    }

    final HandDrivenLoop thread = new HandDrivenLoop();
    final SessionLoop loop = new SessionLoop(thread);
    final SessionRegistry registry = new SessionRegistry();
    final ItemTable table = new ItemTable(this);
    final Map<String, Item> open = new HashMap<>();
    final List<String> ended = new ArrayList<>();

    Bench() {
        this(new DiffDefaults(List.of(), 50));
    }

    Bench(DiffDefaults differences) {
        table.connect(new Mailbox[] {loop.mailbox()}, SETTINGS.subscriptions().maxBufferSize(), differences);
    }

    /** A session bound to a stream, its head already read. */
    Session bound(RecordingStream stream) {
        return bound(stream, 0);
    }

    Session bound(RecordingStream stream, double kbps) {
        Session session = new Session("S1", new SessionOrigin("SET", "joe", ProtocolVersion.CURRENT, false, false, 0, false), kbps,
                SETTINGS, loop, this, registry);
        registry.add(session);
        session.bind(stream, streaming(stream.bodyLimit()), true, -1, Bench.FROM);
        thread.turn();
        return session;
    }

    /** The same with subscription 1 of field {@code a} of item {@code i} and the events 1 and 2, all already read. */
    Session withItem(RecordingStream stream) {
        Session session = bound(stream);
        subscribe(session, 1, terms(Mode.DISTINCT, 0), "i", "a");
        event("i", "a=1");
        event("i", "a=2");
        thread.turn();
        stream.lines();
        return session;
    }

    static StreamTerms streaming(long bodyLimit) {
        return new StreamTerms(false, 0, 0, 5_000, 0, true, false, bodyLimit, 0);
    }

    static StreamTerms polling(long idleMillis) {
        return new StreamTerms(true, 500, idleMillis, 0, 0, false, false, 4_096, 0);
    }

    Subscription subscribe(Session session, int id, Terms terms, String item, String... fields) {
        Subscription subscription = new Subscription(id, Schema.of(List.of(fields)), List.of(item), terms, table, session.output(),
                true, null);
        session.subscriptions().add(subscription, i -> 10);
        thread.turn();
        return subscription;
    }

    static Terms terms(Mode mode, int snapshot) {
        return new Terms(mode, snapshot, false, 0, mode == Mode.MERGE ? 1 : 100, true);
    }

    /** Pairs {@code field=value}; {@code field} alone is an explicit null. */
    void event(String item, boolean snapshot, String... pairs) {
        String[] names = new String[pairs.length];
        String[] values = new String[pairs.length];
        for (int i = 0; i < pairs.length; i++) {
            int at = pairs[i].indexOf('=');
            names[i] = at < 0 ? pairs[i] : pairs[i].substring(0, at);
            values[i] = at < 0 ? null : pairs[i].substring(at + 1);
        }
        open.get(item).update(names, values, pairs.length, snapshot);
    }

    void event(String item, String... pairs) {
        event(item, false, pairs);
    }

    @Override
    public void open(Item item) {
        open.put(item.name(), item);
    }

    @Override
    public void close(Item item) {
        open.remove(item.name());
    }

    @Override
    public void subscriptionClosed(Session session, Subscription subscription) {
        ended.add("subscription " + subscription.id());
    }

    @Override
    public void sessionClosed(Session session, EndCause cause) {
        ended.add("session " + session.id());
    }

    @Override
    public void deliverMessage(Session session, long token, String text) {
        session.messages().onDone(token, "got " + Arrays.asList(text));
    }
}
