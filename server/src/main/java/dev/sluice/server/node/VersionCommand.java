package dev.sluice.server.node;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sluice version}: says what is running here. */
@Command(name = "version", mixinStandardHelpOptions = true,
        description = "Print the versions of Sluice, Java and the platform.")
final class VersionCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        for (var line : new Version().getVersion()) {
            spec.commandLine().getOut().println(line);
        }
    }
}
