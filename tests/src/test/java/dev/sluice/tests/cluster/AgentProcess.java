package dev.sluice.tests.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.tests.kit.JsonProcess;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** A program inside a namespace (see the package {@code agent}) that answers questions and hosts clients. */
public final class AgentProcess implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 60;

    private final Map<String, CompletableFuture<JsonNode>> open = new ConcurrentHashMap<>();
    private final Map<String, ClusterClient> clients = new ConcurrentHashMap<>();
    private final AtomicInteger ids = new AtomicInteger();
    private final JsonProcess process;

    AgentProcess(String name, ProcessBuilder builder) throws IOException {
        process = new JsonProcess(this::take, name, builder);
    }

    /** Asks and waits; names and values in turn. Fails when the answer is an error. */
    public JsonNode ask(String what, Object... namesAndValues) {
        JsonNode answer = tryAsk(what, namesAndValues);
        if (answer.has("error")) {
            throw new AssertionError(what + " failed: " + answer.get("error").asText());
        }
        return answer;
    }

    /** Asks and waits; the answer may have {@code error}. */
    public JsonNode tryAsk(String what, Object... namesAndValues) {
        return await(what, begin(what, namesAndValues));
    }

    /** Asks without waiting. */
    public CompletableFuture<JsonNode> begin(String what, Object... namesAndValues) {
        Map<String, Object> command = new LinkedHashMap<>();
        command.put("do", what);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            command.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        String id = Integer.toString(ids.incrementAndGet());
        command.put("id", id);
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        open.put(id, answer);
        process.send(command);
        return answer;
    }

    /** A new client in this process. */
    public ClusterClient client(String name) {
        ClusterClient client = new ClusterClient(name, process::send);
        clients.put(name, client);
        return client;
    }

    @Override
    public void close() {
        process.close();
    }

    private static JsonNode await(String what, CompletableFuture<JsonNode> answer) {
        try {
            return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new AssertionError(what + " was not answered", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private void take(JsonNode line) {
        if (line.hasNonNull("client")) {
            clients.get(line.get("client").asText()).take(line);
        } else {
            open.remove(line.get("id").asText()).complete(line);
        }
    }
}
