package dev.sluice.tests.suite;

import java.time.Instant;
import java.util.Optional;

/**
 * The process that made something and removes it again, told from a later one with the same id by its start.
 *
 * @param pid   process id
 * @param start seconds since 1970
 */
public record Owner(long pid, long start) {

    /** This process. */
    public static Owner me() {
        return of(ProcessHandle.current());
    }

    /** The owner that a process is. */
    public static Owner of(ProcessHandle process) {
        return new Owner(process.pid(), process.info().startInstant().map(Instant::getEpochSecond).orElse(0L));
    }

    /** The owner written by {@link #toString()}; null when the text is none. */
    public static Owner parse(String text) {
        String[] parts = text.split("-");
        if (parts.length != 2 || !text.matches("[0-9]{1,10}-[0-9]{1,12}")) {
            return null;
        }
        return new Owner(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
    }

    /** The process, if it still runs. */
    public Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid).filter(process -> of(process).equals(this));
    }

    /** Whether the process still runs. */
    public boolean alive() {
        return process().isPresent();
    }

    @Override
    public String toString() {
        return pid + "-" + start;
    }
}
