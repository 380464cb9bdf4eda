package dev.sluice.server.logging;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.model.Model;
import ch.qos.logback.core.model.ModelUtil;
import ch.qos.logback.core.status.OnPrintStreamStatusListenerBase;
import ch.qos.logback.core.status.Status;
import dev.sluice.server.config.ConfigProblem;
import dev.sluice.server.config.ConfigProblem.Severity;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;
import org.xml.sax.SAXParseException;

/** Installs the Logback file of the node; a file with {@code scan="true"} is read again after each change. */
public final class LoggingSetup {
    /** Marks the ERROR lines that end the node. */
    public static final Marker FATAL = MarkerFactory.getMarker("FATAL");

    private static final Pattern PLACE = Pattern.compile("(?:at |near )?line:? ?(\\d+)|\\((\\d+):\\d+\\)");

    private LoggingSetup() {
    }

    /**
     * Makes the file the logging configuration of the process, and routes java.util.logging through it.
     *
     * @return what Logback found wrong with the file; an ERROR means that it could not be used and nothing is logged by it.
     *         Later findings, after a change of the file, go to stderr.
     */
    public static List<ConfigProblem> install(Path file) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.stop();
        context.reset();
        context.getStatusManager().clear();
        context.getStatusManager().getCopyOfStatusListenerList().stream().filter(LateFindings.class::isInstance)
                .forEach(context.getStatusManager()::remove);
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        List<ConfigProblem> problems = new ArrayList<>();
        try {
            configurator.doConfigure(file.toAbsolutePath().normalize().toFile());
        } catch (JoranException e) {
            int line = e.getCause() instanceof SAXParseException place ? place.getLineNumber() : 0;
            String reason = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
            problems.add(problem(Severity.ERROR, file, line, reason));
        }
        for (Status status : context.getStatusManager().getCopyOfStatusList()) {
            if (status.getEffectiveLevel() >= Status.WARN && problems.stream().noneMatch(p -> p.severity() == Severity.ERROR)) {
                problems.add(problem(file, status));
            }
        }
        LateFindings late = new LateFindings(file);
        late.setContext(context);
        context.getStatusManager().add(late);
        late.start();
        if (!SLF4JBridgeHandler.isInstalled()) {
            SLF4JBridgeHandler.removeHandlersForRootLogger();
            SLF4JBridgeHandler.install();
        }
        return List.copyOf(problems);
    }

    /**
     * The same for a process that logs already: when the file cannot be used, the configuration before is in force again.
     *
     * @return what Logback found wrong with the file; an ERROR means that it was not taken over
     */
    public static List<ConfigProblem> replace(Path file) {
        JoranConfigurator before = new JoranConfigurator();
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        before.setContext(context);
        Model inForce = before.recallSafeConfiguration();
        List<ConfigProblem> problems = install(file);
        if (inForce != null && problems.stream().anyMatch(p -> p.severity() == Severity.ERROR)) {
            context.reset();
            ModelUtil.resetForReuse(inForce);
            before.processModel(inForce);
            before.registerSafeConfiguration(inForce);
        }
        return problems;
    }

    /** Writes what is still buffered and closes all files. */
    public static void stop() {
        ((LoggerContext) LoggerFactory.getILoggerFactory()).stop();
    }

    private static ConfigProblem problem(Severity severity, Path file, int line, String reason) {
        return new ConfigProblem(severity, file.toString(), line, 0, "", "", reason.replaceAll("\\s+", " ").strip(), "", "");
    }

    private static ConfigProblem problem(Path file, Status status) {
        Throwable cause = status.getThrowable();
        while (cause != null && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof SAXParseException place) {
            return problem(Severity.WARN, file, place.getLineNumber(), place.getMessage());
        }
        Matcher place = PLACE.matcher(status.getMessage());
        int line = !place.find() ? 0 : Integer.parseInt(place.group(1) != null ? place.group(1) : place.group(2));
        String reason = status.getMessage();
        return problem(Severity.WARN, file, line,
                cause == null || reason.contains(String.valueOf(cause.getMessage())) ? reason : reason + ": " + cause);
    }

    /** Prints what Logback reports while the node runs, one line each; stays when Logback reads its file again. */
    private static final class LateFindings extends OnPrintStreamStatusListenerBase {
        private final Path file;

        LateFindings(Path file) {
            this.file = file;
            setRetrospective(0);
        }

        @Override
        public void addStatusEvent(Status status) {
            if (status.getEffectiveLevel() >= Status.WARN) {
                getPrintStream().println(problem(file, status));
            }
        }

        @Override
        protected PrintStream getPrintStream() {
            return System.err;
        }

        @Override
        public boolean isResetResistant() {
            return true;
        }
    }
}
