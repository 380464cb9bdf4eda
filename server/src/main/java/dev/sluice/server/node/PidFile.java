package dev.sluice.server.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** The file that remembers which process is the node of this folder. */
final class PidFile {
    private final Path file;

    PidFile(Path file) {
        this.file = file;
    }

    static PidFile ofHome() {
        return new PidFile(Home.logs().resolve("sluice.pid"));
    }

    Path path() {
        return file;
    }

    /** Records this process, unless another living node is recorded: that one stays the node that stop finds. */
    void recordIfFree() throws IOException {
        if (node().isEmpty()) {
            record();
        }
    }

    void record() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, ProcessHandle.current().pid() + "\n");
    }

    /** Forgets this process; a record of another one is left alone. */
    void forget() {
        try {
            if (recorded().filter(pid -> pid == ProcessHandle.current().pid()).isPresent()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException unreadable) {
            // A stale record is harmless: a later reader checks that the process is a node.
        }
    }

    void delete() throws IOException {
        Files.deleteIfExists(file);
    }

    Optional<Long> recorded() throws IOException {
        try {
            return Optional.of(Long.parseLong(Files.readString(file).trim()));
        } catch (NoSuchFileException | NumberFormatException none) {
            return Optional.empty();
        }
    }

    /** The recorded process, if it lives and is a node: process ids are used again. */
    Optional<ProcessHandle> node() throws IOException {
        return recorded().flatMap(ProcessHandle::of).filter(ProcessHandle::isAlive).filter(PidFile::isNode);
    }

    private static boolean isNode(ProcessHandle process) {
        try {
            var words = Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
            return words.contains("-Dsluice.home=");
        } catch (IOException notLinux) {
            return process.info().command().filter(command -> command.contains("java")).isPresent();
        }
    }
}
