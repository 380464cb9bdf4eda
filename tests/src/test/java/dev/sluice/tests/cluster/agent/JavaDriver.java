package dev.sluice.tests.cluster.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.lightstreamer.client.ClientListener;
import com.lightstreamer.client.ItemUpdate;
import com.lightstreamer.client.LightstreamerClient;
import com.lightstreamer.client.Subscription;
import com.lightstreamer.client.SubscriptionListener;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One official Java client, told what to do by JSON commands. Works with generations 4.3 and 5.2: where their listener interfaces
 * differ both forms are here, without {@code @Override}.
 */
final class JavaDriver {

    private static final long PATIENCE_MILLIS = 10_000;
    /** Found at run time, as {@code ItemUpdate} is a class in one generation and an interface in the other. */
    private static final Method VALUE = value();

    private final Consumer<ObjectNode> output;
    private LightstreamerClient client;
    private boolean persistent;

    JavaDriver(Consumer<ObjectNode> output) {
        this.output = output;
    }

    void execute(JsonNode command) {
        switch (command.get("do").asText()) {
            case "connect" -> connect(command);
            case "reconnect" -> client.connect();
            case "disconnect" -> client.disconnect();
            case "subscribe" -> subscribe(command);
            default -> throw new IllegalArgumentException(command.toString());
        }
    }

    private void connect(JsonNode command) {
        client = new LightstreamerClient(command.get("url").asText(), command.get("adapterSet").asText());
        if (command.hasNonNull("transport")) {
            client.connectionOptions.setForcedTransport(command.get("transport").asText());
        }
        client.connectionOptions.setRetryDelay(command.path("retryMillis").asLong(PATIENCE_MILLIS));
        client.connectionOptions.setContentLength(command.get("contentLength").asLong());
        if (command.path("ignoreControlLink").asBoolean()) {
            client.connectionOptions.setServerInstanceAddressIgnored(true);
        }
        if (command.path("cookies").asBoolean()) {
            withoutEarlyWebSocket();
        }
        persistent = command.path("persistent").asBoolean();
        client.addListener(new Events());
        client.connect();
    }

    /** Clients before 5.0 may open their WebSocket before the balancer's cookie is there; the newer have no such option. */
    private void withoutEarlyWebSocket() {
        try {
            client.connectionOptions.getClass().getMethod("setEarlyWSOpenEnabled", boolean.class)
                    .invoke(client.connectionOptions, false);
        } catch (NoSuchMethodException e) {
            // Generation 5.
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private void subscribe(JsonNode command) {
        String mode = command.get("mode").asText();
        Subscription subscription = new Subscription(mode, command.get("item").asText(), new String[] {"n", "filling"});
        if (!mode.equals("RAW")) {
            subscription.setRequestedSnapshot("yes");
        }
        subscription.addListener(new Updates(command.get("item").asText()));
        client.subscribe(subscription);
    }

    private static Method value() {
        try {
            return ItemUpdate.class.getMethod("getValue", String.class);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String value(ItemUpdate update, String field) {
        try {
            return String.valueOf(VALUE.invoke(update, field));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private void emit(String event, Map<String, String> values) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("event", event);
        values.forEach(line::put);
        output.accept(line);
    }

    private final class Events implements ClientListener {
        @Override
        public void onStatusChange(String now) {
            emit("status", Map.of("status", now));
        }

        @Override
        public void onServerError(int code, String text) {
            emit("serverError", Map.of("code", Integer.toString(code), "text", String.valueOf(text)));
            if (persistent) {
                client.connect();
            }
        }

        @Override
        public void onPropertyChange(String property) {
            String value = switch (property) {
                case "sessionId" -> client.connectionDetails.getSessionId();
                case "serverSocketName" -> client.connectionDetails.getServerSocketName();
                case "serverInstanceAddress" -> client.connectionDetails.getServerInstanceAddress();
                case "clientIp" -> client.connectionDetails.getClientIp();
                default -> null;
            };
            if (value != null) {
                emit("property", Map.of("name", property, "value", value));
            }
        }

        public void onListenEnd() {
        }

        public void onListenStart() {
        }

        public void onListenEnd(LightstreamerClient which) {
        }

        public void onListenStart(LightstreamerClient which) {
        }
    }

    private final class Updates implements SubscriptionListener {
        private final String item;

        Updates(String item) {
            this.item = item;
        }

        @Override
        public void onItemUpdate(ItemUpdate update) {
            emit("update", Map.of("item", item, "n", value(update, "n"),
                    "length", Integer.toString(value(update, "filling").length())));
        }

        @Override
        public void onSubscription() {
            emit("subscribed", Map.of("item", item));
        }

        @Override
        public void onUnsubscription() {
        }

        @Override
        public void onSubscriptionError(int code, String text) {
            emit("subscriptionError", Map.of("item", item, "code", Integer.toString(code), "text", String.valueOf(text)));
        }

        @Override
        public void onItemLostUpdates(String name, int position, int count) {
            emit("lost", Map.of("item", item, "count", Integer.toString(count)));
        }

        @Override
        public void onClearSnapshot(String name, int position) {
        }

        @Override
        public void onEndOfSnapshot(String name, int position) {
        }

        @Override
        public void onCommandSecondLevelItemLostUpdates(int count, String key) {
        }

        @Override
        public void onCommandSecondLevelSubscriptionError(int code, String text, String key) {
        }

        @Override
        public void onRealMaxFrequency(String frequency) {
        }

        public void onListenEnd() {
        }

        public void onListenStart() {
        }

        public void onListenEnd(Subscription which) {
        }

        public void onListenStart(Subscription which) {
        }
    }
}
