package dev.sluice.server.node;

import dev.sluice.server.config.ConfigReader;
import dev.sluice.server.config.NodeConfig;
import dev.sluice.server.management.RemoteNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * What the commands that end a node have in common: they ask it through the RMI connector of its configuration file, and where the file
 * has none, or nobody answers there, they signal the process that the folder's last start has recorded.
 */
@Command(mixinStandardHelpOptions = true, exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:the node has ended, or none was running", "2:it did not end in time, or could not be reached"})
abstract class EndCommand implements Callable<Integer> {

    private static final int FAILED = 2;
    private static final long POLL_MILLIS = 100;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "conf file",
            description = "The configuration file the node was started with (default: conf/lightstreamer_conf.xml of this folder).")
    private Path file;

    @Option(names = "-D", paramLabel = "name=value", mapFallbackValue = "",
            description = "A property for variables of the configuration file; repeatable.")
    private final Map<String, String> properties = new TreeMap<>();

    @Option(names = "--timeout", paramLabel = "seconds", description = "How long to wait for its end (default: as long as"
            + " its configuration lets it take).")
    private Integer timeoutSeconds;

    /** Asks the node over JMX. */
    abstract void ask(RemoteNode node) throws IOException;

    /** Asks the node by signals. */
    abstract void signal(ProcessHandle node) throws InterruptedException;

    /** How long the node may take; {@code config} is null when its file cannot be read. */
    abstract long patienceSeconds(NodeConfig config);

    /** What was done, for the last line. */
    abstract String done();

    @Override
    public final Integer call() throws IOException, InterruptedException {
        properties.forEach(System::setProperty);
        NodeConfig config = new ConfigReader().read(file == null ? Home.configuration() : file.toAbsolutePath()).config();
        long patience = timeoutSeconds != null ? timeoutSeconds : patienceSeconds(config);
        PidFile pidFile = PidFile.ofHome();
        Optional<ProcessHandle> recorded = pidFile.node();
        String why;
        if (config == null) {
            why = "The configuration file cannot be used";
        } else if (config.management().rmiConnector() == null) {
            why = "The configuration has no RMI connector";
        } else {
            try (RemoteNode node = RemoteNode.connect(config.management().rmiConnector())) {
                ask(node);
                return await(config, recorded, patience) ? finished(pidFile, recorded, "through its RMI connector") : late(patience);
            } catch (IOException unreachable) {
                why = "Not over JMX: " + unreachable.getMessage();
            }
        }
        if (recorded.isEmpty()) {
            pidFile.delete();
            out(why + "; no node that was started from " + Home.folder() + " is running");
            return 0;
        }
        ProcessHandle process = recorded.get();
        out(why + ": signalling process " + process.pid() + ", which was started from this folder");
        signal(process);
        return ended(process, patience) ? finished(pidFile, recorded, "by signal") : late(patience);
    }

    private boolean await(NodeConfig config, Optional<ProcessHandle> recorded, long seconds) throws InterruptedException {
        if (recorded.isPresent()) {
            return ended(recorded.get(), seconds);
        }
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (System.nanoTime() < end) {
            try (RemoteNode still = RemoteNode.connect(config.management().rmiConnector())) {
                still.status();
            } catch (IOException gone) {
                return true;
            }
            Thread.sleep(POLL_MILLIS);
        }
        return false;
    }

    static boolean ended(ProcessHandle process, long seconds) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (process.isAlive() && System.nanoTime() < end) {
            Thread.sleep(POLL_MILLIS);
        }
        return !process.isAlive();
    }

    private int finished(PidFile pidFile, Optional<ProcessHandle> recorded, String how) throws IOException {
        if (recorded.isPresent()) {
            pidFile.delete();
        }
        out(done() + recorded.map(process -> " (process " + process.pid() + ")").orElse("") + " " + how);
        return 0;
    }

    private int late(long seconds) {
        spec.commandLine().getErr().println("sluice: the node has not ended after " + seconds + " s");
        return FAILED;
    }

    private void out(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }
}
