package dev.sluice.server.node;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sluice stop}: ends the node that runs from this folder. */
@Command(name = "stop", mixinStandardHelpOptions = true,
        description = "Stop the node that was started from this folder.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:the node has ended, or none was running", "2:it did not end in time"})
final class StopCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--timeout", paramLabel = "seconds", defaultValue = "15",
            description = "How long to wait for its end (default: ${DEFAULT-VALUE}).")
    private int timeoutSeconds;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var out = spec.commandLine().getOut();
        var pidFile = PidFile.ofHome();
        var node = pidFile.node();
        if (node.isEmpty()) {
            pidFile.delete();
            out.println("No node is running from " + Home.folder());
            return 0;
        }
        var process = node.get();
        process.destroy();
        try {
            process.onExit().get(timeoutSeconds, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            spec.commandLine().getErr().println("sluice: process " + process.pid() + " has not ended after "
                    + timeoutSeconds + " s; another stop ends it at once");
            return 2;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
        pidFile.delete();
        out.println("Stopped the node (process " + process.pid() + ")");
        return 0;
    }
}
