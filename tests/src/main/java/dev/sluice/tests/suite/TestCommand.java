package dev.sluice.tests.suite;

import dev.sluice.tests.mutants.MutantRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./sluice test}: every test of the tree, with nothing skipped in silence. */
@Command(name = "./sluice test", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Build everything, run the unit tests, then the tests that need the packaged node and the official"
                + " clients. Missing partners (a browser, balancers) are installed by apt-get when this is root.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:everything passed", "1:something failed", "3:something was skipped"})
public final class TestCommand implements Callable<Integer> {
    private static final int SKIPPED = 3;

    @Option(names = "--no-install", description = "Never call apt-get; missing partners are only named.")
    private boolean noInstall;

    @Option(names = "--allow-skips", description = "Tests whose partner is missing are"
            + " skipped instead of failing; skips do not change the exit code.")
    private boolean allowSkips;

    @Option(names = "--all", description = "With the generations of official clients besides that not every run needs.")
    private boolean all;

    @Option(names = "--only", paramLabel = "pattern", description = "Only the test classes of this Surefire pattern.")
    private String only;

    @Option(names = "--mutants", paramLabel = "n", description = "Instead of the tests: breaks n lines of the node one at a time"
            + " in a copy, and fails when the tests that should notice a break do not.")
    private int mutants;

    @Option(names = "--seed", paramLabel = "s", description = "Which lines --mutants chooses, 1 by default.")
    private long seed = 1;

    @Option(names = "--skip", paramLabel = "k", description = "How many of the lines in that order --mutants leaves out first, so that"
            + " several runs can share the work.")
    private int skip;

    @Option(names = "--options", description = "With all deployment options of conf/clustering, in network namespaces of their own;"
            + " needs root, balancers, and a machine with nothing else to do.")
    private boolean options;

    @Option(names = "--option", paramLabel = "name", description = "Only this deployment option of conf/clustering, as 2.B.1.4.")
    private String option;

    private final Path tree = Path.of(System.getProperty("sluice.home", "")).toAbsolutePath();

    public static void main(String[] args) {
        System.exit(new CommandLine(new TestCommand()).execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (mutants > 0) {
            return mutants();
        }
        if (option != null) {
            only = "Option" + option.replace(".", "") + "Test";
        }
        new Partners(tree).bring(!noInstall);
        var results = new Results(tree);
        results.forget();
        var target = tree.resolve("tests/target");
        Proofs.forget(target);
        ClientTable.forget(tree);
        boolean built = new Maven(tree).verify(only, !allowSkips, all, options || option != null);
        results.read(only == null, options);
        if (!built) {
            results.fail("the build itself; see " + Maven.log(tree));
        }
        if (built && results.none()) {
            results.fail("no test ran; --only takes Surefire's patterns of class names, separated by commas");
        }
        var proofs = Proofs.read(Proofs.folder(target));
        if (only == null) {
            proofs.print(System.out);
            proofs.fail(results);
            if (results.failed() == 0 && results.skipped() == 0) {
                ClientTable.read(tree).check(results);
            }
        }
        results.print(System.out);
        if (results.failed() > 0) {
            return CommandLine.ExitCode.SOFTWARE;
        }
        return results.skipped() > 0 && !allowSkips ? SKIPPED : CommandLine.ExitCode.OK;
    }

    private int mutants() throws IOException, InterruptedException {
        if (!new Maven(tree).classPaths()) {
            System.out.println("The build failed; see " + Maven.log(tree));
            return CommandLine.ExitCode.SOFTWARE;
        }
        return new MutantRun(tree, System.out).run(seed, skip, mutants) ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }
}
