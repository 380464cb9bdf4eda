package dev.sluice.tests.mutants;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Breaks lines one at a time and says which of the breaks the tests notice. */
public final class MutantRun {
    private static final long PATIENCE_SECONDS = 150;
    private static final long BASELINE_SECONDS = 1200;
    private static final String RUNNER = "dev.sluice.tests.proof.TestRun";

    private final Path tree;
    private final PrintStream out;
    private final Path log;

    /** What a run of tests came to. */
    private enum Outcome {
        PASSED, FAILED, NOTHING_RUN
    }

    /**
     * A run on a tree that is built, with the class paths of its modules written down.
     *
     * @param tree root of the tree
     * @param out  for a line per mutant
     */
    public MutantRun(Path tree, PrintStream out) {
        this.tree = tree;
        this.out = out;
        log = tree.resolve("tests/target/suite/mutants.log");
    }

    /**
     * Breaks {@code count} lines in an order that {@code seed} chooses, without the first {@code skip}.
     *
     * @return whether the tests noticed every one of them
     */
    public boolean run(long seed, int skip, int count) throws IOException, InterruptedException {
        var mutants = new ArrayList<>(Mutant.all());
        Collections.shuffle(mutants, new Random(seed));
        int first = Math.min(skip, mutants.size());
        var chosen = mutants.subList(first, Math.min(first + count, mutants.size()));
        Files.createDirectories(log.getParent());
        Files.deleteIfExists(log);
        var copy = MutantTree.copyOf(tree);
        copy.mend();
        var tests = new LinkedHashSet<String>();
        chosen.forEach(mutant -> tests.addAll(mutant.tests()));
        out.println("The tests that should notice, on the node as it is");
        if (run(copy, tests, BASELINE_SECONDS) != Outcome.PASSED) {
            out.println("They do not pass, so that nothing can be learnt from them; see " + log);
            return false;
        }
        int killed = 0;
        for (var mutant : chosen) {
            killed += noticed(copy, mutant) ? 1 : 0;
        }
        out.println(killed + " of " + chosen.size() + " mutants killed");
        return killed == chosen.size();
    }

    private boolean noticed(MutantTree copy, Mutant mutant) throws IOException, InterruptedException {
        long start = System.nanoTime();
        String outcome;
        boolean killed = false;
        try {
            copy.apply(mutant);
            var run = run(copy, mutant.tests(), PATIENCE_SECONDS);
            killed = run == Outcome.FAILED;
            outcome = killed ? "killed" : run == Outcome.PASSED ? "SURVIVED" : "NO TEST RAN";
        } catch (IOException broken) {
            outcome = "NOT APPLIED: " + broken.getMessage();
        }
        out.printf("%-9s %-4s %-13s %5.1f s  %s: %s%n", outcome, mutant.id(), mutant.area(), (System.nanoTime() - start) / 1e9,
                Path.of(mutant.file()).getFileName(), mutant.after().isEmpty() ? "without " + mutant.before() : mutant.after());
        out.flush();
        return killed;
    }

    /** In a process of its own; one that does not end in time has noticed something. */
    private Outcome run(MutantTree copy, Collection<String> tests, long seconds) throws IOException, InterruptedException {
        var words = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-ea",
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dbasedir=" + copy.tests(), "-cp", copy.classPath(), RUNNER));
        words.addAll(tests);
        var process = new ProcessBuilder(words).directory(copy.tests().toFile()).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
            return Outcome.FAILED;
        }
        return switch (process.exitValue()) {
            case 0 -> Outcome.PASSED;
            case 1 -> Outcome.FAILED;
            default -> Outcome.NOTHING_RUN;
        };
    }
}
