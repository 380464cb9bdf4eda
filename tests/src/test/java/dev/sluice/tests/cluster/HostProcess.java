package dev.sluice.tests.cluster;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A program in the foreground on a host of the bed; keeps its output, and ends by its own handle. */
public class HostProcess {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final long POLITE_SECONDS = 5;

    private final Path logFile;
    private final List<String> log = new ArrayList<>();
    private volatile Process process;
    private volatile Thread reader;
    /** Guarded by this. */
    private boolean retired;

    HostProcess(Path logFile) {
        this.logFile = logFile;
    }

    /** Starts; not after {@link #retire}. */
    final synchronized void launch(ProcessBuilder builder) throws IOException {
        if (retired) {
            throw new IllegalStateException(logFile.getFileName() + " is not to start again");
        }
        Process started = builder.redirectErrorStream(true).start();
        process = started;
        reader = new Thread(() -> read(started), "log-" + logFile.getFileName());
        reader.setDaemon(true);
        reader.start();
    }

    public final boolean alive() {
        return process != null && process.isAlive();
    }

    public final long pid() {
        return process.pid();
    }

    /** {@code kill -9}. */
    public final void kill() {
        process.destroyForcibly();
        awaitExit();
    }

    /** Sends SIGTERM and does not wait; what it still writes is kept, as {@code Process.destroy} would not do. */
    public final void terminate() {
        process.toHandle().destroy();
    }

    /** Waits for the end and the last line; returns the exit code. */
    public final int awaitExit() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError(logFile.getFileName() + " did not end; see " + logFile);
            }
            reader.join(PATIENCE.toMillis());
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Ends it, by force when it does not listen. */
    public final void end() {
        if (alive()) {
            process.destroy();
            try {
                if (!process.waitFor(POLITE_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Ends it for good. */
    final synchronized void retire() {
        retired = true;
        end();
    }

    /** Lines written so far that pass. */
    public final List<String> log(Predicate<String> which) {
        synchronized (log) {
            return log.stream().filter(which).toList();
        }
    }

    /** Number of lines so far, as a mark for {@link #logSince}. */
    public final int logSize() {
        synchronized (log) {
            return log.size();
        }
    }

    /** Lines written after a mark. */
    public final List<String> logSince(int mark) {
        synchronized (log) {
            return List.copyOf(log.subList(mark, log.size()));
        }
    }

    public final String logTail() {
        List<String> all = logSince(0);
        return String.join("\n", all.subList(Math.max(0, all.size() - 30), all.size()));
    }

    private void read(Process started) {
        try (BufferedReader reader = started.inputReader(); Writer copy = Files.newBufferedWriter(logFile, CREATE, APPEND)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                synchronized (log) {
                    log.add(line);
                }
                copy.write(line + "\n");
                copy.flush();
            }
        } catch (IOException e) {
            synchronized (log) {
                log.add("(output closed: " + e.getMessage() + ")");
            }
        }
    }
}
