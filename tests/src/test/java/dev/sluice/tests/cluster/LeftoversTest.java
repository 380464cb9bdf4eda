package dev.sluice.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.kit.Await;
import dev.sluice.tests.kit.Layout;
import dev.sluice.tests.suite.Owner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What the process of a bed leaves behind, however it ends. */
@Tag("options")
@Execution(ExecutionMode.CONCURRENT)
class LeftoversTest {

    private static final Duration START = Duration.ofSeconds(120);

    private Run run;

    @BeforeEach
    void startBed() throws IOException {
        Requirements.demand();
        run = new Run();
    }

    @AfterEach
    void endBed() {
        if (run != null) {
            run.close();
        }
    }

    @Test
    void nothingIsLeftAfterAnInterrupt() throws IOException {
        run.signal("INT");
        run.awaitExit();
        nothingIsLeftOf(run);
    }

    @Test
    void nothingIsLeftAfterTermination() throws IOException {
        run.signal("TERM");
        run.awaitExit();
        nothingIsLeftOf(run);
    }

    @Test
    void whatAKillLeavesTheNextRunRemoves() throws IOException {
        run.signal("KILL");
        run.awaitExit();
        assertThat(run.namespaces()).isNotEmpty();
        try (Run next = new Run()) {
            nothingIsLeftOf(run);
            next.signal("TERM");
            next.awaitExit();
            nothingIsLeftOf(next);
        }
    }

    private static void nothingIsLeftOf(Run run) throws IOException {
        assertThat(run.namespaces()).isEmpty();
        assertThat(run.folder()).doesNotExist();
        Await.until(Await.SOON, () -> "ended: " + run.running(), () -> run.running().isEmpty());
    }

    /** A process with a bed at work, and what it has made by then. */
    private static final class Run extends HostProcess implements AutoCloseable {

        private final Runnable ending = this::retire;
        private final String owner;
        private final List<ProcessHandle> processes;

        Run() throws IOException {
            super(Files.createDirectories(Layout.target().resolve("cluster-logs")).resolve("leftovers.log"));
            AtExit.add(ending);
            TestBed.undisturbed(() -> {
                // What runs in the background has SIGINT ignored, and so have its children.
                launch(new ProcessBuilder("env", "--default-signal=INT", Layout.java(), "-XX:TieredStopAtLevel=1",
                        "-Dbasedir=" + Layout.target().getParent(), "-cp", System.getProperty("java.class.path"),
                        BedOwner.class.getName(), "1.A.2"));
                Await.until(START, this::logTail, () -> !log("at work"::equals).isEmpty() || !alive());
            });
            assertThat(alive()).as(logTail()).isTrue();
            owner = Owner.of(ProcessHandle.of(pid()).orElseThrow()).toString();
            Stream.Builder<ProcessHandle> found = Stream.builder();
            for (String namespace : namespaces()) {
                Shell.run("ip", "netns", "pids", namespace).lines().map(String::trim).filter(line -> !line.isEmpty())
                        .forEach(pid -> ProcessHandle.of(Long.parseLong(pid)).ifPresent(found));
            }
            processes = found.build().toList();
            // Two nodes, the balancer, the feed, two Java clients' processes and a Node one.
            assertThat(processes).hasSizeGreaterThanOrEqualTo(7);
            assertThat(folder()).isDirectory();
        }

        @Override
        public void close() {
            retire();
            AtExit.forget(ending);
        }

        void signal(String name) throws IOException {
            Shell.run("kill", "-" + name, Long.toString(pid()));
        }

        List<String> namespaces() throws IOException {
            try (Stream<Path> names = Stream.concat(Files.list(Path.of("/run/netns")), Files.list(Path.of("/etc/netns")))) {
                return names.map(path -> path.getFileName().toString()).filter(name -> name.contains("_" + owner + "_"))
                        .distinct().toList();
            }
        }

        Path folder() {
            return Layout.target().resolve("cluster").resolve(owner);
        }

        List<ProcessHandle> running() {
            return processes.stream().filter(ProcessHandle::isAlive).toList();
        }
    }
}
