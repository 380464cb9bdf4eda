package dev.sluice.server.node;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line of a node: its subcommands do the work. */
@Command(name = "sluice", mixinStandardHelpOptions = true, versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "A push server node, compatible with the clients and adapters of Lightstreamer Server.",
        subcommands = {RunCommand.class, CheckCommand.class, ExplainCommand.class, StopCommand.class,
            DrainCommand.class, VersionCommand.class})
final class Sluice implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing");
    }
}
