package dev.sluice.tests.cluster.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The official Java clients of this process, by the names the test gave them. */
final class ClientCrowd {

    private static final int MANY = 1_000;

    private final Consumer<ObjectNode> output;
    private final Map<String, JavaDriver> clients = new ConcurrentHashMap<>();
    private boolean widened;

    ClientCrowd(Consumer<ObjectNode> output) {
        this.output = output;
    }

    void execute(JsonNode command) {
        if (!widened) {
            widened = true;
            widen();
        }
        String name = command.get("client").asText();
        clients.computeIfAbsent(name, key -> new JavaDriver(event -> {
            event.put("client", key);
            output.accept(event);
        })).execute(command);
    }

    /**
     * All Java clients of a JVM share one HTTP client, which lets five requests at a time go to one host: enough for an
     * application, not for a crowd. The older generation has no such class and no such limit.
     */
    private static void widen() {
        try {
            Object client = Class.forName("com.lightstreamer.internal.HttpClient").getField("client").get(null);
            Object dispatcher = client.getClass().getMethod("dispatcher").invoke(client);
            for (String limit : new String[] {"setMaxRequests", "setMaxRequestsPerHost"}) {
                dispatcher.getClass().getMethod(limit, int.class).invoke(dispatcher, MANY);
            }
        } catch (ClassNotFoundException e) {
            // The older generation.
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
