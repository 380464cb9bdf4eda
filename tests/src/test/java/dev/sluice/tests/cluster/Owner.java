package dev.sluice.tests.cluster;

/**
 * The process that made something and removes it again, told from a later one with the same id by its start.
 *
 * @param pid   process id
 * @param start seconds since 1970
 */
record Owner(long pid, long start) {

    /** This process. */
    static Owner me() {
        return of(ProcessHandle.current());
    }

    /** The owner written by {@link #toString()}; null when the text is none. */
    static Owner parse(String text) {
        String[] parts = text.split("-");
        if (parts.length != 2 || !text.matches("[0-9]{1,10}-[0-9]{1,12}")) {
            return null;
        }
        return new Owner(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
    }

    /** Whether the process still runs. */
    boolean alive() {
        return ProcessHandle.of(pid).filter(process -> of(process).equals(this)).isPresent();
    }

    private static Owner of(ProcessHandle process) {
        return new Owner(process.pid(), process.info().startInstant().map(java.time.Instant::getEpochSecond).orElse(0L));
    }

    @Override
    public String toString() {
        return pid + "-" + start;
    }
}
