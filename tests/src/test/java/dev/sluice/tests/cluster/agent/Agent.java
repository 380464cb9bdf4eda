package dev.sluice.tests.cluster.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Does in its namespace what the test says. A command with an {@code id} is answered by a line with the same id, and with
 * {@code error} when it failed; commands for clients have no answer, their events do.
 */
public final class Agent {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ClientCrowd clients = new ClientCrowd(this::emit);
    private final RawRequests requests = new RawRequests();
    private final Feeder feeder = new Feeder();
    private final Management management = new Management();
    private final Storm storm = new Storm();
    private final Map<String, Answering> questions = Map.of("http", requests::http, "tcp", requests::tcp,
            "feed", feeder::start, "tick", feeder::tick, "last", feeder::last, "attributes", management::attributes,
            "invoke", management::invoke, "storm", storm::start, "progress", storm::progress);

    private Agent() {
    }

    /** Runs until the standard input ends. */
    public static void main(String[] arguments) throws IOException {
        new Agent().run();
        System.exit(0);
    }

    /** Does what a command says and fills in the answer. */
    @FunctionalInterface
    interface Answering {
        /** Called on a thread of its own. */
        void answer(JsonNode command, ObjectNode answer) throws Exception;
    }

    private void run() throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            JsonNode command = JSON.readTree(line);
            Answering question = questions.get(command.get("do").asText());
            if (question == null) {
                clients.execute(command);
            } else {
                threads.execute(() -> answer(question, command));
            }
        }
    }

    private void answer(Answering question, JsonNode command) {
        ObjectNode answer = JSON.createObjectNode();
        try {
            question.answer(command, answer);
        } catch (Exception e) {
            answer.put("error", e.toString());
        }
        answer.set("id", command.get("id"));
        emit(answer);
    }

    private synchronized void emit(ObjectNode line) {
        out.print(line + "\n");
        out.flush();
    }
}
