package dev.sluice.server.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggerContextListener;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.slf4j.LoggerFactory;

/**
 * Loggers that switch something on while they stand at DEBUG: told of at the start, at each change of the Logback file, and when a
 * program asks. Only a level of a logger's own counts, not one it inherits. Any thread; told on the thread that makes the change.
 */
public final class LevelSwitch {

    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final String prefix;
    private final BiConsumer<String, Boolean> told;
    private final Set<String> on = ConcurrentHashMap.newKeySet();
    private final Set<String> byProgram = ConcurrentHashMap.newKeySet();
    private final Listener listener = new Listener();

    /**
     * Begins to listen, and tells of the loggers that are on already.
     *
     * @param prefix name of the logger above all of them
     * @param told   gets the name behind the prefix and its dot, empty for the prefix itself, and whether it is on now
     */
    public LevelSwitch(String prefix, BiConsumer<String, Boolean> told) {
        this.prefix = prefix;
        this.told = told;
        context.addListener(listener);
        context.getLoggerList().forEach(this::look);
    }

    /** Switches one on or off until the next call; the Logback file, read again, can only switch more on. */
    public void set(String name, boolean wanted) {
        if (wanted) {
            byProgram.add(name);
        } else {
            byProgram.remove(name);
        }
        context.getLogger(prefix + '.' + name).setLevel(wanted ? Level.DEBUG : null);
    }

    /** Names behind the prefix that are on. */
    public Set<String> on() {
        return Set.copyOf(on);
    }

    /** Listens no more. */
    public void stop() {
        context.removeListener(listener);
    }

    private void look(Logger logger) {
        String name = logger.getName();
        if (!name.startsWith(prefix) || name.length() > prefix.length() && name.charAt(prefix.length()) != '.') {
            return;
        }
        String rest = name.length() == prefix.length() ? "" : name.substring(prefix.length() + 1);
        Level level = logger.getLevel();
        change(rest, level != null && level.toInt() <= Level.DEBUG_INT);
    }

    private void change(String name, boolean now) {
        if (now ? on.add(name) : on.remove(name)) {
            told.accept(name, now);
        }
    }

    private final class Listener implements LoggerContextListener {

        @Override
        public boolean isResetResistant() {
            return true;
        }

        @Override
        public void onLevelChange(Logger logger, Level level) {
            look(logger);
        }

        /** The file is about to be read again: it has no levels yet. */
        @Override
        public void onReset(LoggerContext reset) {
            for (String name : on()) {
                if (!byProgram.contains(name)) {
                    change(name, false);
                }
            }
            byProgram.forEach(name -> set(name, true));
        }

        @Override
        public void onStart(LoggerContext started) {
            // Levels are told one by one.
        }

        @Override
        public void onStop(LoggerContext stopped) {
            // Nothing is logged any more.
        }
    }
}
