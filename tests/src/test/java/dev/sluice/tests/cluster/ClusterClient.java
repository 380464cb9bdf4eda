package dev.sluice.tests.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.tests.kit.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** An official client on a host of the bed, with what it reported; filled by the agent's reader, read by the test. */
public final class ClusterClient {

    /** Small enough for an HTTP stream to end every second or two. */
    static final int CONTENT_LENGTH = 20_000;

    private final String name;
    private final Consumer<Object> commands;
    private final List<String> events = new ArrayList<>();
    private final List<String> sessions = new ArrayList<>();
    private final List<String> sockets = new ArrayList<>();
    private final List<Integer> serverErrors = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private final Map<String, Long> last = new LinkedHashMap<>();
    private String status = "NEW";
    private String controlLink;
    private String address;
    private long updates;
    private boolean retried;
    private boolean recovered;
    private boolean subscribedAnew = true;
    private long firstNanos;
    private long millisToConnect = -1;

    ClusterClient(String name, Consumer<Object> commands) {
        this.name = name;
        this.commands = commands;
    }

    /** Connects with further options, as names and values in turn; returns at once. */
    public void connect(String url, String transport, Object... options) {
        Map<String, Object> command = command("connect");
        command.put("url", url);
        command.put("adapterSet", "FEED");
        command.put("transport", transport);
        command.put("contentLength", CONTENT_LENGTH);
        for (int i = 0; i < options.length; i += 2) {
            command.put((String) options[i], options[i + 1]);
        }
        commands.accept(command);
    }

    /** Connects again, as an application does after an error. */
    public void reconnect() {
        commands.accept(command("reconnect"));
    }

    public void disconnect() {
        commands.accept(command("disconnect"));
    }

    /** Subscribes an item of the feed. */
    public void subscribe(String mode, String item) {
        Map<String, Object> command = command("subscribe");
        command.put("mode", mode);
        command.put("item", item);
        commands.accept(command);
    }

    public String name() {
        return name;
    }

    public synchronized String status() {
        return status;
    }

    public synchronized boolean connected() {
        return status.startsWith("CONNECTED:") && !status.endsWith("STREAM-SENSING");
    }

    /** Time from its first word to its first session; -1 before that. The start of its process does not count. */
    synchronized long millisToConnect() {
        return millisToConnect;
    }

    /** Ids of its sessions so far, in order. */
    public synchronized List<String> sessions() {
        return List.copyOf(sessions);
    }

    /** The id of its last session, null before the first. */
    public synchronized String session() {
        return sessions.isEmpty() ? null : sessions.get(sessions.size() - 1);
    }

    /** Names of the sockets that served its last session, in order of its connections. */
    public synchronized List<String> sockets() {
        return List.copyOf(sockets);
    }

    /** The address its session was told for control connections; null when there was none. */
    public synchronized String controlLink() {
        return controlLink;
    }

    /** Its own address, as the node told it. */
    public synchronized String address() {
        return address;
    }

    /** Whether it ever gave up an attempt, which a busy machine makes it do, and then perhaps chose another transport. */
    public synchronized boolean retried() {
        return retried;
    }

    /** Whether it ever lost its stream and asked for the same session again. */
    synchronized boolean recovered() {
        return recovered;
    }

    public synchronized List<Integer> serverErrors() {
        return List.copyOf(serverErrors);
    }

    /** Updates that came out of order, again, or after a gap within a session; and updates reported lost. */
    public synchronized List<String> faults() {
        return List.copyOf(faults);
    }

    public synchronized long updates() {
        return updates;
    }

    /** The last number of an item. */
    public synchronized long last(String item) {
        return last.getOrDefault(item, 0L);
    }

    public void awaitConnected() {
        await("client " + name + " connected", this::connected);
    }

    /** Waits until so many more updates have come. */
    public void awaitMoreUpdates(long more) {
        long goal = updates() + more;
        await(more + " more updates at client " + name, () -> updates() >= goal);
    }

    /** Waits for a condition on this client; a failure shows what it last reported. */
    public void await(String what, Await.Condition condition) {
        Await.until(Duration.ofSeconds(60), () -> what + "; last: " + this, condition);
    }

    synchronized void take(JsonNode event) {
        firstNanos = firstNanos == 0 ? System.nanoTime() : firstNanos;
        switch (event.get("event").asText()) {
            case "update" -> update(event);
            case "status" -> {
                status = event.get("status").asText();
                retried |= status.equals("DISCONNECTED:WILL-RETRY");
                recovered |= status.equals("DISCONNECTED:TRYING-RECOVERY");
                if (millisToConnect < 0 && connected()) {
                    millisToConnect = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - firstNanos);
                }
            }
            case "serverError" -> serverErrors.add(event.get("code").asInt());
            case "property" -> property(event.get("name").asText(), event.get("value").asText());
            case "subscribed" -> subscribedAnew = true;
            case "lost", "subscriptionError" -> faults.add(event.toString());
            default -> throw new IllegalArgumentException(event.toString());
        }
        if (!event.get("event").asText().equals("update")) {
            events.add(event.toString());
        }
    }

    private void property(String property, String value) {
        switch (property) {
            case "sessionId" -> {
                if (!value.equals(session())) {
                    sessions.add(value);
                    sockets.clear();
                    subscribedAnew = true;
                }
            }
            case "serverSocketName" -> sockets.add(value);
            case "serverInstanceAddress" -> controlLink = value;
            default -> address = value;
        }
    }

    private void update(JsonNode event) {
        String item = event.get("item").asText();
        long number = event.get("n").asLong();
        Long before = last.put(item, number);
        if (!subscribedAnew && before != null && number != before + 1 && !item.startsWith("state")) {
            faults.add(item + " went from " + before + " to " + number);
        }
        subscribedAnew = false;
        updates++;
    }

    private Map<String, Object> command(String what) {
        Map<String, Object> command = new LinkedHashMap<>();
        command.put("do", what);
        command.put("client", name);
        return command;
    }

    @Override
    public synchronized String toString() {
        return name + " " + status + " updates=" + updates + " faults=" + faults
                + events.subList(Math.max(0, events.size() - 12), events.size());
    }
}
