package dev.sluice.tests.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Commands of the system that a test bed is made with. */
final class Shell {

    private Shell() {
    }

    /** Runs a command to its end; returns its output. */
    static String run(String... words) throws IOException {
        return run(List.of(words), "");
    }

    /** Runs a command with an input; returns its output, and fails with it when the command does. */
    static String run(List<String> words, String input) throws IOException {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        try (var in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", words) + " failed:\n" + output + input);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        return output;
    }
}
