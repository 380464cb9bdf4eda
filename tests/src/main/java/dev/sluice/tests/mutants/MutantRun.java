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
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Breaks one line of a copy at a time, two copies side by side, and says which of the breaks the tests notice. */
public final class MutantRun {
    private static final long PATIENCE_SECONDS = 150;
    private static final long BASELINE_SECONDS = 1200;
    /** So many at a time: a test of the node mostly waits for two JVMs to start. */
    private static final int LANES = 2;
    private static final String RUNNER = "dev.sluice.tests.proof.TestRun";

    private final Path tree;
    private final PrintStream out;
    private final Path logs;

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
        logs = tree.resolve("tests/target/suite");
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
        Files.createDirectories(logs);
        var lanes = new ArrayList<Lane>();
        for (int number = 1; number <= Math.min(LANES, Runtime.getRuntime().availableProcessors()); number++) {
            var lane = new Lane(MutantTree.copyOf(tree, number), logs.resolve("mutants-" + number + ".log"));
            Files.deleteIfExists(lane.log);
            lane.copy.mend();
            lanes.add(lane);
        }
        var tests = new LinkedHashSet<String>();
        chosen.forEach(mutant -> tests.addAll(mutant.tests()));
        out.println("The tests that should notice, on the node as it is");
        if (lanes.get(0).run(tests, BASELINE_SECONDS) != Outcome.PASSED) {
            out.println("They do not pass, so that nothing can be learnt from them; see " + lanes.get(0).log);
            return false;
        }
        var survivors = allBroken(lanes, new ConcurrentLinkedQueue<>(chosen));
        out.println(chosen.size() - survivors.size() + " of " + chosen.size() + " mutants killed"
                + (survivors.isEmpty() ? "" : ", not " + String.join(" ", survivors)));
        return survivors.isEmpty();
    }

    /** Each lane takes the next mutant when it is done with one; returns those nobody noticed. */
    private List<String> allBroken(List<Lane> lanes, Queue<Mutant> waiting) throws InterruptedException {
        var survivors = Collections.synchronizedList(new ArrayList<String>());
        var threads = Executors.newFixedThreadPool(lanes.size());
        try {
            var done = threads.invokeAll(lanes.stream().map(lane -> (Callable<Void>) () -> {
                for (var mutant = waiting.poll(); mutant != null; mutant = waiting.poll()) {
                    if (!noticed(lane, mutant)) {
                        survivors.add(mutant.id());
                    }
                }
                return null;
            }).toList());
            for (var each : done) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            threads.shutdownNow();
        }
        return survivors;
    }

    private boolean noticed(Lane lane, Mutant mutant) throws InterruptedException {
        long start = System.nanoTime();
        String outcome;
        boolean killed = false;
        try {
            lane.copy.apply(mutant);
            var run = lane.run(mutant.tests(), PATIENCE_SECONDS);
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

    /** A copy of the tree, and what the tests said that ran on it. */
    private record Lane(MutantTree copy, Path log) {

        /** In a process of its own; one that does not end in time has noticed something. */
        Outcome run(Collection<String> tests, long seconds) throws IOException, InterruptedException {
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
}
