package dev.sluice.tests.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Runs the build of the tree, without the network when the caches allow it. */
final class Maven {
    private static final Pattern TOLD = Pattern.compile(".*(Tests run:.*-- in |BUILD |Building |COMPILATION ERROR).*");
    private static final Pattern UNRESOLVED = Pattern.compile(".*(offline|ould not be resolved|Could not resolve).*");

    private static final long END_SECONDS = 30;
    /** Changed configuration files the server's unit tests try; alone they try a tenth. */
    private static final int MUTATED_FILES = 100_000;

    private final Path tree;

    Maven(Path tree) {
        this.tree = tree;
    }

    static Path log(Path tree) {
        return tree.resolve("tests/target/suite/maven.log");
    }

    /**
     * Builds, packages and tests everything.
     *
     * @param only        pattern of test classes, null = all
     * @param allPartners a test whose partner is missing fails instead of being skipped
     * @param allGenerations with the client generations that not every run needs
     * @param options     with the deployment options, after everything else
     * @return whether the build itself went through; failed tests do not count, their reports tell
     */
    boolean verify(String only, boolean allPartners, boolean allGenerations, boolean options)
            throws IOException, InterruptedException {
        var words = new ArrayList<>(List.of("mvn", "-B", "-Dstyle.color=never", "-f", tree.resolve("pom.xml").toString(),
                "-Dmaven.test.failure.ignore=true", "-Dsluice.tests.mutations=" + MUTATED_FILES, "verify"));
        if (allPartners) {
            words.add("-Dsluice.tests.partners=true");
        }
        if (allGenerations) {
            words.add("-Dsluice.tests.generations=true");
        }
        if (!options) {
            words.add("-Dsluice.options.skip=true");
        }
        if (only != null) {
            words.add("-Dtest=" + only);
            words.add("-Dsurefire.failIfNoSpecifiedTests=false");
        }
        return offlineIfPossible(words);
    }

    /** Builds and packages everything without a test, and writes {@code target/test-classpath.txt} of each module. */
    boolean classPaths() throws IOException, InterruptedException {
        return offlineIfPossible(List.of("mvn", "-B", "-Dstyle.color=never", "-f", tree.resolve("pom.xml").toString(), "-DskipTests",
                "-Dassembly.skipAssembly", "-Dexec.skip", "package", "dependency:build-classpath",
                "-Dmdep.outputFile=target/test-classpath.txt"));
    }

    private boolean offlineIfPossible(List<String> words) throws IOException, InterruptedException {
        var offline = new ArrayList<>(words);
        offline.add(1, "-o");
        var outcome = run(offline);
        if (outcome == Outcome.UNRESOLVED) {
            System.out.println("Fetching what the build needs");
            outcome = run(words);
        }
        return outcome == Outcome.DONE;
    }

    private enum Outcome {
        DONE, UNRESOLVED, FAILED
    }

    private Outcome run(List<String> words) throws IOException, InterruptedException {
        var log = log(tree);
        Files.createDirectories(log.getParent());
        endAbandoned();
        var process = new ProcessBuilder(words).redirectErrorStream(true).start();
        Files.writeString(marks(), Owner.me() + "\n" + Owner.of(process.toHandle()) + "\n");
        var end = new Thread(() -> end(process.toHandle()), "maven-end");
        Runtime.getRuntime().addShutdownHook(end);
        boolean unresolved = false;
        try (var in = process.inputReader(); var out = Files.newBufferedWriter(log)) {
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                out.write(line);
                out.newLine();
                unresolved |= line.startsWith("[ERROR]") && UNRESOLVED.matcher(line).matches();
                if (TOLD.matcher(line).matches()) {
                    System.out.println(line.replaceFirst("^\\[(INFO|ERROR|WARNING)] ", ""));
                }
            }
        }
        int code = process.waitFor();
        forget(end);
        if (code == 0) {
            return Outcome.DONE;
        }
        return unresolved ? Outcome.UNRESOLVED : Outcome.FAILED;
    }

    /** Told to stop, this command has nothing more to say: it waits here for the end of its JVM, whose exit code is the signal's. */
    private static void forget(Thread end) throws InterruptedException {
        try {
            Runtime.getRuntime().removeShutdownHook(end);
        } catch (IllegalStateException stopping) {
            System.out.println("Stopped; what the tests made has been removed");
            new CountDownLatch(1).await();
        }
    }

    private Path marks() {
        return log(tree).resolveSibling("maven.pid");
    }

    /** A command that was killed could not end its Maven, which would test the same tree beside this one. */
    private void endAbandoned() throws IOException {
        if (Files.exists(marks())) {
            var owners = Files.readAllLines(marks()).stream().map(Owner::parse).filter(Objects::nonNull).toList();
            if (owners.size() == 2 && !owners.get(0).alive()) {
                owners.get(1).process().ifPresent(Maven::end);
            }
        }
    }

    /** When this command is told to stop, so are Maven and the tests' JVM, which then remove what they made. */
    private static void end(ProcessHandle maven) {
        var all = Stream.concat(maven.descendants(), Stream.of(maven)).toList();
        all.forEach(ProcessHandle::destroy);
        for (var process : all) {
            try {
                process.onExit().get(END_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException | ExecutionException | TimeoutException impatient) {
                process.destroyForcibly();
            }
        }
    }
}
