package dev.sluice.tests.distribution;

import dev.sluice.tests.kit.Layout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a script to its end. */
final class Script {
    private static final long SECONDS = 90;

    private Script() {
    }

    /** How a script ended, and both of its outputs. */
    record Outcome(int code, String out, String err) {
    }

    static Outcome run(Map<String, String> environment, Path script, String... words)
            throws IOException, InterruptedException {
        var folder = Files.createDirectories(Layout.target().resolve("scripts"));
        var out = Files.createTempFile(folder, "script", ".out");
        var err = Files.createTempFile(folder, "script", ".err");
        var builder = new ProcessBuilder(script.toString());
        builder.command().addAll(List.of(words));
        builder.environment().putAll(environment);
        var process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(script + " " + String.join(" ", words) + " has not ended after " + SECONDS + " s");
        }
        return new Outcome(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }
}
