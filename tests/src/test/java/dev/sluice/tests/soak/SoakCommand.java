package dev.sluice.tests.soak;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./sluice soak}: official clients that are disturbed for minutes must not miss anything. */
@Command(name = "./sluice soak", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Official Java and Node clients on a node of their own that switch transports, are cut, subscribe and"
                + " unsubscribe at random, in all modes. Every update is checked, and every state at the end.",
        exitCodeListHeading = "Exit codes:%n", exitCodeList = {"0:nothing was wrong", "1:something was wrong, and is printed"})
public final class SoakCommand implements Callable<Integer> {

    private static final int SECONDS_PER_MINUTE = 60;

    @Option(names = "--minutes", paramLabel = "m", description = "How long the clients are disturbed; 10 by default.")
    private int minutes = 10;

    @Option(names = "--sessions", paramLabel = "n", description = "Number of clients; 200 by default.")
    private int sessions = 200;

    @Option(names = "--seed", paramLabel = "s", description = "Makes the schedule of all clients and of the feed; random by default.")
    private long seed = System.nanoTime() & 0xFFFFFF;

    public static void main(String[] args) {
        System.exit(new CommandLine(new SoakCommand()).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        Plan plan = new Plan(minutes * SECONDS_PER_MINUTE, sessions, seed);
        System.out.println(sessions + " clients for " + minutes + " minutes, seed " + seed);
        try (Soak soak = new Soak(plan, System.out::println)) {
            List<Finding> findings = soak.run();
            System.out.println(soak.figures());
            System.out.println(findings.isEmpty() ? "Nothing was wrong" : findings.size() + " findings; the same schedule again: --minutes "
                    + minutes + " --sessions " + sessions + " --seed " + seed);
            return findings.isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
        }
    }
}
