package dev.sluice.tests.soak;

import dev.sluice.tests.clients.ClientEvent;
import dev.sluice.tests.clients.ClientLog;
import dev.sluice.tests.clients.TestClient;
import dev.sluice.tests.clients.Transport;
import dev.sluice.tests.kit.CuttingProxy;
import dev.sluice.tests.soak.Figures.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One official client behind a relay of its own: takes the steps of its schedule, and checks all that the client reports. Its events
 * come on the client's thread, its steps on those of the soak.
 */
final class SoakClient implements AutoCloseable {

    private static final int MOST_SUBSCRIPTIONS = 6;
    private static final String CONNECTED = "CONNECTED:";

    private final String name;
    private final Schedule schedule;
    private final Figures figures;
    private final Consumer<Finding> findings;
    private final CuttingProxy proxy;
    private final TestClient client;
    private final Map<String, Watched> subscriptions = new LinkedHashMap<>();
    private int subscribed;
    private Transport forced;
    private String status = "DISCONNECTED";
    private String session;
    /** Why the session may end, null while it must not. */
    private Kind excuse;

    /** Opens the client with the log that reports here. */
    interface Opener {
        TestClient open(ClientLog log) throws IOException;
    }

    SoakClient(String name, Schedule schedule, Figures figures, Consumer<Finding> findings, int nodePort, Opener opener)
            throws IOException {
        this.name = name;
        this.schedule = schedule;
        this.figures = figures;
        this.findings = findings;
        proxy = CuttingProxy.tapped(nodePort, () -> new Wiretap(this::onEnding)::read);
        client = opener.open(ClientLog.handingOn(this::onEvent));
    }

    /** Connects, with a few subscriptions. */
    void begin() {
        forced = transport();
        client.connect("http://127.0.0.1:" + proxy.port(), "TEST", forced);
        for (int i = 0; i < MOST_SUBSCRIPTIONS / 2; i++) {
            subscribe();
        }
    }

    /** Takes the next step, and goes on until {@code endNanos}. */
    void live(ScheduledExecutorService timer, long endNanos) {
        timer.schedule(() -> {
            if (System.nanoTime() - endNanos < 0) {
                take(schedule.next(), timer, endNanos);
                live(timer, endNanos);
            }
        }, schedule.pauseMillis(), TimeUnit.MILLISECONDS);
    }

    private void take(Schedule.Step step, ScheduledExecutorService timer, long endNanos) {
        switch (step) {
            case SUBSCRIBE -> subscribe();
            case UNSUBSCRIBE -> unsubscribe();
            case SWITCH -> switchTransport();
            case CUT -> cut();
            case OUTAGE -> outage(timer, schedule.outageMillis(), Kind.OUTAGES);
            case LONG_OUTAGE -> {
                int millis = Plan.RECOVERY_MILLIS + 2 * schedule.outageMillis();
                if (endNanos - System.nanoTime() > TimeUnit.MILLISECONDS.toNanos(2L * millis)) {
                    outage(timer, millis, Kind.LONG_OUTAGES);
                }
            }
            default -> {
                excuse(Kind.RECONNECTIONS);
                figures.count(Kind.RECONNECTIONS);
                client.disconnect();
                client.reconnect();
            }
        }
    }

    private void subscribe() {
        Watched watched;
        synchronized (this) {
            Watched drawn = new Watched("#" + ++subscribed, schedule);
            if (subscriptions.size() >= MOST_SUBSCRIPTIONS) {
                return;
            }
            watched = drawn;
            subscriptions.put(watched.wanted().id(), watched);
        }
        figures.count(Kind.SUBSCRIPTIONS);
        client.subscribe(watched.wanted());
    }

    private void unsubscribe() {
        String id;
        synchronized (this) {
            int drawn = schedule.choice(MOST_SUBSCRIPTIONS);
            if (drawn >= subscriptions.size()) {
                return;
            }
            id = new ArrayList<>(subscriptions.keySet()).get(drawn);
            subscriptions.remove(id);
        }
        figures.count(Kind.UNSUBSCRIPTIONS);
        client.unsubscribe(id);
    }

    private void switchTransport() {
        synchronized (this) {
            forced = transport();
        }
        figures.count(Kind.TRANSPORT_SWITCHES);
        client.force(forced);
    }

    private void cut() {
        excuseUnlessSettled();
        figures.count(Kind.CUTS);
        proxy.cut();
    }

    private void outage(ScheduledExecutorService timer, int millis, Kind kind) {
        if (kind == Kind.LONG_OUTAGES) {
            excuse(Kind.SESSIONS_LOST_IN_LONG_OUTAGES);
        } else {
            excuseUnlessSettled();
        }
        figures.count(kind);
        proxy.refuse(true);
        proxy.cut();
        timer.schedule(() -> proxy.refuse(false), millis, TimeUnit.MILLISECONDS);
    }

    /** No transport forced, or one of the four. */
    private Transport transport() {
        int choice = schedule.choice(Transport.values().length + 1);
        return choice == Transport.values().length ? null : Transport.values()[choice];
    }

    /** A client that is cut while it opens its forced transport gives that up, and its session with it: that is its own way. */
    private synchronized void excuseUnlessSettled() {
        if (!settled()) {
            excuse(Kind.SESSIONS_GIVEN_UP_BY_CLIENTS);
        }
    }

    private synchronized void excuse(Kind why) {
        if (excuse == null || why == Kind.SESSIONS_LOST_IN_LONG_OUTAGES) {
            excuse = why;
        }
    }

    private boolean settled() {
        return forced == null ? status.startsWith(CONNECTED) && status.endsWith("STREAMING")
                : status.equals(forced.connected());
    }

    private synchronized void onEnding(String line) {
        if (excuse == null) {
            report(null, "the node sent " + line);
        }
    }

    private synchronized void onEvent(ClientEvent event) {
        if (event instanceof ClientEvent.Status change) {
            status = change.status();
            if (settled() && excuse == Kind.SESSIONS_GIVEN_UP_BY_CLIENTS) {
                excuse = null;
            }
        } else if (event instanceof ClientEvent.SessionId change) {
            session(change.id());
        } else if (event instanceof ClientEvent.ServerError error) {
            report(null, "the client was told " + error);
        } else if (event instanceof ClientEvent.DriverError error) {
            report(null, error.toString());
        } else if (event instanceof ClientEvent.SubscriptionError error && subscriptions.containsKey(error.subscription())) {
            report(error.subscription(), error.toString());
        } else if (event instanceof ClientEvent.Update update) {
            figures.count(update.snapshot() ? Kind.SNAPSHOT_UPDATES : Kind.UPDATES_CHECKED);
            check(update.subscription(), watched -> watched.check().update(update.snapshot(), update.values()));
        } else if (event instanceof ClientEvent.Subscribed confirmed) {
            check(confirmed.subscription(), watched -> watched.confirmed(session));
        } else if (event instanceof ClientEvent.EndOfSnapshot end) {
            check(end.subscription(), watched -> watched.check().endOfSnapshot());
        } else if (event instanceof ClientEvent.Lost lost) {
            check(lost.subscription(), watched -> watched.check().unfiltered ? lost.count() + " updates lost" : null);
        } else if (event instanceof ClientEvent.Unsubscribed ended && subscriptions.containsKey(ended.subscription())) {
            subscriptions.get(ended.subscription()).ended();
        }
    }

    private void session(String id) {
        if (id == null || id.equals(session)) {
            return;
        }
        figures.count(Kind.SESSIONS);
        if (session != null && excuse == null) {
            report(null, "a new session " + id + " though nothing happened that ends one");
        } else if (session != null && excuse != Kind.RECONNECTIONS) {
            figures.count(excuse);
        }
        session = id;
        excuse = null;
    }

    /** What is wrong with a subscription, or null. */
    private interface Question {
        String ask(Watched watched);
    }

    private void check(String subscription, Question question) {
        Watched watched = subscriptions.get(subscription);
        if (watched != null) {
            String wrong = question.ask(watched);
            if (wrong != null) {
                report(subscription, wrong);
            }
        }
    }

    private void report(String subscription, String text) {
        findings.accept(new Finding(name, session, subscription, text));
    }

    /** What is missing before the client is connected with all its subscriptions, or null. */
    synchronized String unsettled() {
        List<String> pending = subscriptions.values().stream().filter(watched -> !watched.standing())
                .map(watched -> watched.wanted().id()).toList();
        return settled() && pending.isEmpty() ? null : name + ", session " + session + ": status " + status + ", forced " + forced
                + ", not subscribed " + pending;
    }

    /** Asks for the number of an item's last event. */
    interface Numbers {
        long of(String item) throws IOException;
    }

    /** The first difference between what the client has and what the adapter has, or null. */
    Finding compare(Numbers numbers) throws IOException {
        Finding difference = difference(numbers);
        // not under the lock of this: the log has one of its own, and calls here under it
        return difference == null ? null : new Finding(difference.client(), difference.session(), difference.subscription(),
                difference.text() + "; last reported: " + client.log());
    }

    private synchronized Finding difference(Numbers numbers) throws IOException {
        for (Watched watched : subscriptions.values()) {
            String wrong = watched.check().compare(numbers.of(watched.item()));
            if (wrong != null) {
                return new Finding(name, session, watched.wanted().id(), "at the end: " + wrong);
            }
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        synchronized (this) {
            excuse = Kind.RECONNECTIONS;
        }
        client.close();
        proxy.close();
    }
}
