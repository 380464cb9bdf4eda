package dev.sluice.server.node;

import ch.qos.logback.classic.LoggerContext;
import dev.sluice.server.config.ConfigProblem;
import dev.sluice.server.config.ConfigReader;
import dev.sluice.server.config.NodeConfig;
import dev.sluice.server.logging.LoggingSetup;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice run}: a node in the foreground, until a signal ends it. */
@Command(name = "run", mixinStandardHelpOptions = true,
        description = "Start the node in the foreground. SIGTERM empties it and ends it, SIGINT stops it, SIGHUP reads the files again.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:stopped, or emptied, on request", "2:the configuration is wrong, or the node could not start",
            "3:the node was to be emptied, and sessions were left when the time was over"})
final class RunCommand implements Callable<Integer> {
    private static final int FAILED = 2;
    private static final Logger LOG = LoggerFactory.getLogger("LightstreamerLogger.init");

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "conf file",
            description = "The configuration file (default: conf/lightstreamer_conf.xml of this folder).")
    private Path file;

    @Option(names = "-D", paramLabel = "name=value", mapFallbackValue = "",
            description = "A property for variables of the configuration file; repeatable.")
    private final Map<String, String> properties = new TreeMap<>();

    private Path read;
    private String text;

    @Override
    public Integer call() throws InterruptedException {
        properties.forEach(System::setProperty);
        var result = configuration();
        return result.failed() ? FAILED : run(result);
    }

    private ConfigReader.Result configuration() {
        read = file == null ? Home.configuration() : file.toAbsolutePath();
        var result = new ConfigReader().read(read);
        text = text(read);
        var err = spec.commandLine().getErr();
        for (ConfigProblem problem : result.problems()) {
            if (problem.severity() != ConfigProblem.Severity.INFO) {
                err.println(problem);
            }
        }
        err.flush();
        return result;
    }

    /** Makes the log file of the configuration that of the process; false when it cannot be used. */
    private boolean installLogs(NodeConfig config) {
        var findings = LoggingSetup.install(config.logging().logbackFile());
        var err = spec.commandLine().getErr();
        findings.forEach(err::println);
        err.flush();
        return findings.stream().noneMatch(p -> p.severity() == ConfigProblem.Severity.ERROR);
    }

    private static String text(Path read) {
        try {
            return Files.readString(read);
        } catch (IOException unreadable) {
            return "";
        }
    }

    private int run(ConfigReader.Result result) throws InterruptedException {
        if (!installLogs(result.config())) {
            return FAILED;
        }
        result.problems().stream().filter(problem -> problem.severity() == ConfigProblem.Severity.INFO)
                .forEach(hint -> LOG.info(hint.message()));
        FileLimit.report();
        var node = new Node(read, result, text);
        var pidFile = PidFile.ofHome();
        var ending = new Ending(node, () -> {
            pidFile.forget();
            closeLogs();
        });
        node.endBy(ending);
        ending.onSignals();
        try {
            pidFile.recordIfFree();
            node.start();
            pidFile.record();
            tellReady();
        } catch (StartFailure failure) {
            return failed(node, pidFile, failure.getMessage());
        } catch (IOException unwritable) {
            return failed(node, pidFile, "cannot write " + pidFile.path() + ": " + unwritable.getMessage());
        }
        new CountDownLatch(1).await();
        return 0;
    }

    private int failed(Node node, PidFile pidFile, String line) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("sluice: " + line);
        err.flush();
        pidFile.forget();
        node.stop();
        closeLogs();
        return FAILED;
    }

    /** The file a background start waits for. */
    private static void tellReady() throws IOException {
        var ready = System.getProperty("sluice.ready");
        if (ready != null) {
            Files.writeString(Path.of(ready), "");
        }
    }

    private static void closeLogs() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logs) {
            logs.stop();
        }
    }
}
