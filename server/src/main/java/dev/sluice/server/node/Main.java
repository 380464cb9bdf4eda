package dev.sluice.server.node;

import picocli.CommandLine;

/** The entry point of the process. */
public final class Main {
    private Main() {
    }

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Sluice())
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler((problem, words) -> {
                    var command = problem.getCommandLine();
                    command.getErr().println("sluice: " + problem.getMessage() + "; "
                            + command.getCommandSpec().qualifiedName() + " --help tells more");
                    return CommandLine.ExitCode.USAGE;
                });
    }
}
