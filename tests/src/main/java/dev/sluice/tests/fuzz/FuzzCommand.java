package dev.sluice.tests.fuzz;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./sluice fuzz}: random bytes and bent requests against the packaged node. */
@Command(name = "./sluice fuzz", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Send random bytes and real requests bent at random to a node over HTTP and WebSocket. Fails on an exception"
                + " in its log, a session or connection that stays, a missing answer, or a live heap that grows.",
        exitCodeListHeading = "Exit codes:%n", exitCodeList = {"0:nothing found", "1:something found, or the run failed"})
public final class FuzzCommand implements Callable<Integer> {

    private static final double MOST_GROWTH_PERCENT = 5;

    @Option(names = "--count", defaultValue = "1000000", paramLabel = "n", description = "Inputs (default: ${DEFAULT-VALUE}).")
    private long count;

    @Option(names = "--seed", defaultValue = "1", paramLabel = "s",
            description = "The same seed sends the same inputs (default: ${DEFAULT-VALUE}).")
    private long seed;

    private final Path tree = Path.of(System.getProperty("sluice.home", "")).toAbsolutePath();

    public static void main(String[] args) {
        System.exit(new CommandLine(new FuzzCommand())
                .setExecutionExceptionHandler((problem, command, words) -> {
                    command.getErr().println("fuzz: " + problem.getMessage());
                    return CommandLine.ExitCode.SOFTWARE;
                })
                .execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Fuzz.Outcome outcome = new Fuzz(tree, count, seed).run();
        System.out.printf("%,d inputs in %.0f s, seed %d; live heap %,d bytes after the first tenth, %,d at the end (%+.1f %%)%n",
                count, outcome.millis() / 1000.0, seed, outcome.tenth(), outcome.end(), outcome.growth());
        outcome.problems().forEach(System.out::println);
        boolean grew = outcome.growth() > MOST_GROWTH_PERCENT;
        if (grew) {
            System.out.println("the live heap grew by more than " + MOST_GROWTH_PERCENT + " %");
        }
        System.out.println("log of the node: " + outcome.log());
        return grew || !outcome.problems().isEmpty() ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
    }
}
