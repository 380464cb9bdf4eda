package dev.sluice.tests.suite;

import dev.sluice.tests.mutants.MutantRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
            + " skipped instead of failing; skips do not change the exit code. Without effect where CI is true.")
    private boolean allowSkips;

    @Option(names = "--all", description = "With Node 8.0.5 and Web 9.0.0, and the generation of official clients before over every"
            + " transport in every test.")
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

    @Option(names = "--without-options", description = "Without the deployment options of conf/clustering, which run last, in network"
            + " namespaces of their own, and need root and balancers.")
    private boolean withoutOptions;

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
            if (!Files.isDirectory(tree.resolve("conf/clustering").resolve(option))) {
                System.out.println("There is no option " + option + "; conf/clustering has a folder for each");
                return CommandLine.ExitCode.USAGE;
            }
            only = testOf(option);
        }
        boolean demanding = !allowSkips || continuousIntegration();
        new Partners(tree).bring(!noInstall);
        var results = new Results(tree);
        results.forget();
        var target = tree.resolve("tests/target");
        Proofs.forget(target);
        ClientTable.forget(tree);
        boolean options = !withoutOptions;
        if (options && only == null && !root() && !continuousIntegration()) {
            results.skip("the deployment options: they need root, for network namespaces and low ports");
            options = false;
        }
        boolean built = new Maven(tree).verify(only, demanding, all, options);
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
                ClientTable.read(tree).check(results, all);
            }
        }
        results.print(System.out);
        if (results.failed() > 0) {
            return CommandLine.ExitCode.SOFTWARE;
        }
        return results.skipped() > 0 && demanding ? SKIPPED : CommandLine.ExitCode.OK;
    }

    /** Name of the test class of an option. */
    static String testOf(String option) {
        return "Option" + Stream.of(option.replace(".", "").split("-"))
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1)).collect(Collectors.joining()) + "Test";
    }

    private static boolean continuousIntegration() {
        return "true".equals(System.getenv("CI"));
    }

    private static boolean root() {
        return "root".equals(System.getProperty("user.name"));
    }

    private int mutants() throws IOException, InterruptedException {
        if (!new Maven(tree).classPaths()) {
            System.out.println("The build failed; see " + Maven.log(tree));
            return CommandLine.ExitCode.SOFTWARE;
        }
        return new MutantRun(tree, System.out).run(seed, skip, mutants) ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }
}
