package dev.sluice.tests.kit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A process, mostly a script run by Node, that takes JSON lines and gives JSON lines; each line that comes is handed over on one reader thread. */
public final class JsonProcess implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long END_SECONDS = 5;

    private final Process process;
    private final Writer input;

    /** Starts {@code node script arguments…} in the scripts' folder. */
    public JsonProcess(Consumer<JsonNode> listener, String script, String... arguments) throws IOException {
        this(listener, script, script(script, arguments));
    }

    /** Starts a process that speaks this way; {@code name} is for its error output and its thread. */
    public JsonProcess(Consumer<JsonNode> listener, String name, ProcessBuilder builder) throws IOException {
        File errors = Layout.target().resolve(name + ".log").toFile();
        process = builder.redirectError(ProcessBuilder.Redirect.appendTo(errors)).start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        input = process.outputWriter();
        Thread reader = new Thread(() -> read(listener), "json-" + name);
        reader.setDaemon(true);
        reader.start();
    }

    /** Sends one value as a line. */
    public synchronized void send(Object command) {
        try {
            input.write(JSON.writeValueAsString(command));
            input.write('\n');
            input.flush();
        } catch (IOException e) {
            throw new IllegalStateException("the script has ended", e);
        }
    }

    /** Ends the input, which ends the script; by force when it does not. */
    @Override
    public void close() {
        try {
            input.close();
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static ProcessBuilder script(String script, String... arguments) throws IOException {
        NodeModules.installed();
        List<String> command = new ArrayList<>(List.of("node", script));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).directory(Layout.javascript().toFile());
    }

    private void read(Consumer<JsonNode> listener) {
        try (BufferedReader reader = process.inputReader()) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.startsWith("{")) {
                    listener.accept(JSON.readTree(line));
                }
            }
        } catch (IOException e) {
            // The script was ended.
        }
    }
}
