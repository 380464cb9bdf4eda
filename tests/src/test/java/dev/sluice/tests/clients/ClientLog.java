package dev.sluice.tests.clients;

import dev.sluice.tests.clients.ClientEvent.MessageOutcome;
import dev.sluice.tests.clients.ClientEvent.SessionId;
import dev.sluice.tests.clients.ClientEvent.Status;
import dev.sluice.tests.clients.ClientEvent.Subscribed;
import dev.sluice.tests.clients.ClientEvent.Update;
import dev.sluice.tests.kit.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Everything a client has reported, in order; filled by the client's thread, read by the test. */
public final class ClientLog {

    private static final int TAIL = 15;
    private static final int TAIL_LINE = 300;

    private final List<ClientEvent> events = new ArrayList<>();
    private final Consumer<ClientEvent> listener;

    /** A log that keeps everything. */
    public ClientLog() {
        this(null);
    }

    private ClientLog(Consumer<ClientEvent> listener) {
        this.listener = listener;
    }

    /** A log that hands every event on, in order and one at a time, and keeps none but the last. */
    public static ClientLog handingOn(Consumer<ClientEvent> listener) {
        return new ClientLog(listener);
    }

    /** Takes an event. */
    public synchronized void add(ClientEvent event) {
        events.add(event);
        if (listener != null) {
            listener.accept(event);
            events.subList(0, Math.max(0, events.size() - TAIL)).clear();
        }
    }

    /** All events of a type. */
    public <E extends ClientEvent> List<E> all(Class<E> type) {
        return stream(type).toList();
    }

    /** All events of a type that pass. */
    public <E extends ClientEvent> List<E> all(Class<E> type, Predicate<E> which) {
        return stream(type).filter(which).toList();
    }

    /** Values of all updates of a subscription. */
    public List<Map<String, String>> values(String subscription) {
        return updates(subscription).stream().map(Update::values).toList();
    }

    /** One field of all updates of a subscription. */
    public List<String> values(String subscription, String field) {
        return updates(subscription).stream().map(update -> update.values().get(field)).toList();
    }

    /** All updates of a subscription. */
    public List<Update> updates(String subscription) {
        return all(Update.class, update -> update.subscription().equals(subscription));
    }

    /** The last session id reported. */
    public String sessionId() {
        List<SessionId> ids = all(SessionId.class, event -> event.id() != null);
        return ids.isEmpty() ? null : ids.get(ids.size() - 1).id();
    }

    /** Distinct session ids reported so far. */
    public long sessions() {
        return stream(SessionId.class).filter(event -> event.id() != null).distinct().count();
    }

    /** Waits until the last status reported is this one. */
    public void awaitStatus(String status) {
        await("status " + status, () -> {
            List<Status> all = all(Status.class);
            return !all.isEmpty() && all.get(all.size() - 1).status().equals(status);
        });
    }

    /** Waits until a subscription has been confirmed so many times. */
    public void awaitSubscribed(String subscription, int times) {
        await("subscription of " + subscription,
                () -> all(Subscribed.class, event -> event.subscription().equals(subscription)).size() >= times);
    }

    /** Waits until so many updates of a subscription have come. */
    public void awaitUpdates(String subscription, int count) {
        await(count + " updates of " + subscription, () -> updates(subscription).size() >= count);
    }

    /** Waits until an event of one type has come after the last one of another. */
    void awaitSinceLast(Class<? extends ClientEvent> before, Class<? extends ClientEvent> after) {
        await(after.getSimpleName() + " since the last " + before.getSimpleName(), () -> {
            boolean since = false;
            for (ClientEvent event : copy()) {
                since = after.isInstance(event) || since && !before.isInstance(event);
            }
            return since;
        });
    }

    /** Waits until an event of a type passes. */
    public <E extends ClientEvent> E awaitEvent(Class<E> type, Predicate<E> which) {
        await(type.getSimpleName(), () -> stream(type).anyMatch(which));
        return stream(type).filter(which).findFirst().orElseThrow();
    }

    /** Whether nothing but events of one type has come after the last one of another. */
    boolean onlySinceLast(Class<? extends ClientEvent> before, Class<? extends ClientEvent> after) {
        boolean only = false;
        for (ClientEvent event : copy()) {
            only = before.isInstance(event) || only && after.isInstance(event);
        }
        return only;
    }

    /** Waits for the outcome of a message. */
    public MessageOutcome awaitOutcome(String message) {
        return awaitEvent(MessageOutcome.class, event -> event.id().equals(message));
    }

    /** Waits for a condition on the log; a failure shows the last events. */
    public void await(String what, Await.Condition condition) {
        Await.until(Await.SOON, () -> what + "; last reported: " + tail(), condition);
    }

    @Override
    public String toString() {
        return tail();
    }

    private String tail() {
        List<ClientEvent> seen = copy();
        StringBuilder text = new StringBuilder(seen.size() + " events");
        for (ClientEvent event : seen.subList(Math.max(0, seen.size() - TAIL), seen.size())) {
            String line = event.toString();
            text.append("\n  ").append(line, 0, Math.min(line.length(), TAIL_LINE));
        }
        return text.toString();
    }

    private <E extends ClientEvent> Stream<E> stream(Class<E> type) {
        return copy().stream().filter(type::isInstance).map(type::cast);
    }

    private synchronized List<ClientEvent> copy() {
        return new ArrayList<>(events);
    }
}
