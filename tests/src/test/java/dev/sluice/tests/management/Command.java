package dev.sluice.tests.management;

import dev.sluice.tests.kit.Layout;
import dev.sluice.tests.kit.NodeHome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command of the node's command line, run to its end in a home. */
final class Command {

    private static final long SECONDS = 90;

    private Command() {
    }

    /** How a command ended, and what it said. */
    record Outcome(int code, String text) {
    }

    static Outcome run(NodeHome home, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Layout.java(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
                "-Dsluice.home=" + home.root(), "-cp", Layout.nodeClassPath(), "dev.sluice.server.node.Main"));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(words[0] + " has not ended: " + text);
        }
        return new Outcome(process.exitValue(), text);
    }
}
