package dev.sluice.server.logging;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Where log lines go that an appender hands on. Global because Logback creates appenders by name and anew after each change
 * of its file.
 */
public final class LogFeed {
    private static final List<Consumer<LogLine>> LISTENERS = new CopyOnWriteArrayList<>();

    private LogFeed() {
    }

    /** Adds a listener; it is called on any thread, must not block and must not log. The result removes it. */
    public static Runnable listen(Consumer<LogLine> listener) {
        LISTENERS.add(listener);
        return () -> LISTENERS.remove(listener);
    }

    /** Whether anybody listens. */
    public static boolean wanted() {
        return !LISTENERS.isEmpty();
    }

    /** Hands a line to all listeners. */
    public static void publish(LogLine line) {
        LISTENERS.forEach(listener -> listener.accept(line));
    }
}
