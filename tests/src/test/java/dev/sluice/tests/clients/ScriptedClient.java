package dev.sluice.tests.clients;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.tests.clients.ClientEvent.Outcome;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** An official client inside a script: commands leave as JSON, events come as JSON (see {@code pages/driver.js}). */
abstract class ScriptedClient implements TestClient {

    private final ClientLog log;

    ScriptedClient(ClientLog log) {
        this.log = log;
    }

    /** Hands one command to the script. */
    abstract void execute(Map<String, Object> command);

    @Override
    public void connect(String url, String adapterSet, Transport forced) {
        Map<String, Object> command = command("connect");
        command.put("url", url);
        command.put("adapterSet", adapterSet);
        command.put("transport", forced == null ? null : forced.clientName());
        command.put("patienceMillis", PATIENCE_MILLIS);
        execute(command);
    }

    @Override
    public void force(Transport transport) {
        Map<String, Object> command = command("force");
        command.put("transport", transport == null ? null : transport.clientName());
        execute(command);
    }

    @Override
    public void reconnect() {
        execute(command("reconnect"));
    }

    @Override
    public void disconnect() {
        execute(command("disconnect"));
    }

    @Override
    public void subscribe(Wanted wanted) {
        Map<String, Object> command = command("subscribe");
        command.put("id", wanted.id());
        command.put("mode", wanted.mode());
        command.put("items", wanted.items());
        command.put("fields", wanted.fields());
        command.put("dataAdapter", wanted.dataAdapter());
        command.put("snapshot", wanted.snapshot());
        command.put("maxFrequency", wanted.maxFrequency());
        execute(command);
    }

    @Override
    public void unsubscribe(String id) {
        Map<String, Object> command = command("unsubscribe");
        command.put("id", id);
        execute(command);
    }

    @Override
    public void send(Message message) {
        Map<String, Object> command = command("send");
        command.put("id", message.id());
        command.put("text", message.text());
        command.put("sequence", message.sequence());
        command.put("waitMillis", message.waitMillis());
        command.put("listen", message.listen());
        command.put("keepWhileDisconnected", message.keepWhileDisconnected());
        execute(command);
    }

    @Override
    public ClientLog log() {
        return log;
    }

    /** Takes an event of the script; on the reader's thread. */
    void onEvent(JsonNode event) {
        String subscription = event.path("subscription").asText();
        String item = event.path("item").asText();
        int code = event.path("code").asInt();
        switch (event.get("event").asText()) {
            case "status" -> log.add(new ClientEvent.Status(event.get("status").asText()));
            case "sessionId" -> log.add(new ClientEvent.SessionId(text(event.get("id"))));
            case "serverError" -> log.add(new ClientEvent.ServerError(code, text(event.get("text"))));
            case "subscribed" -> log.add(new ClientEvent.Subscribed(subscription));
            case "unsubscribed" -> log.add(new ClientEvent.Unsubscribed(subscription));
            case "subscriptionError" ->
                    log.add(new ClientEvent.SubscriptionError(subscription, code, text(event.get("text"))));
            case "endOfSnapshot" -> log.add(new ClientEvent.EndOfSnapshot(subscription, item));
            case "clearSnapshot" -> log.add(new ClientEvent.ClearSnapshot(subscription, item));
            case "lost" -> log.add(new ClientEvent.Lost(subscription, item, event.get("count").asInt()));
            case "update" -> log.add(new ClientEvent.Update(subscription, item, event.get("snapshot").asBoolean(),
                    values(event.get("values"))));
            case "message" -> log.add(new ClientEvent.MessageOutcome(event.get("id").asText(),
                    Outcome.valueOf(event.get("outcome").asText()), code, text(event.get("text"))));
            default -> log.add(new ClientEvent.DriverError(event.toString()));
        }
    }

    private static Map<String, Object> command(String what) {
        Map<String, Object> command = new LinkedHashMap<>();
        command.put("do", what);
        return command;
    }

    private static Map<String, String> values(JsonNode node) {
        Map<String, String> values = new HashMap<>();
        node.fields().forEachRemaining(field -> values.put(field.getKey(), text(field.getValue())));
        return values;
    }

    private static String text(JsonNode node) {
        return node == null || node.isNull() ? null : node.asText();
    }
}
