package dev.sluice.server.node;

import dev.sluice.server.check.CheckReport;
import dev.sluice.server.check.ConfigCheck;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice check}: every problem of configuration files, without starting a node. */
@Command(name = "check", mixinStandardHelpOptions = true,
        description = "Say what is wrong with configuration files, and start nothing.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:nothing is wrong, there may be hints", "1:there are warnings", "2:there are errors"})
final class CheckCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..*", paramLabel = "conf file",
            description = "The files to check (default: conf/lightstreamer_conf.xml of this folder); several are nodes of one cluster.")
    private final List<Path> files = new ArrayList<>();

    @Option(names = "--balancer", paramLabel = "file",
            description = "A file of HAProxy or nginx that leads clients to these nodes; repeatable.")
    private final List<Path> balancers = new ArrayList<>();

    @Option(names = "--strict", description = "Warnings are errors.")
    private boolean strict;

    @Option(names = "--here", description = "Also try, on this machine, the addresses and ports the node would listen on.")
    private boolean here;

    @Option(names = "--json", description = "Print one JSON document and nothing else.")
    private boolean json;

    @Option(names = "-D", paramLabel = "name=value", mapFallbackValue = "",
            description = "A property for variables of the configuration file; repeatable.")
    private final Map<String, String> properties = new TreeMap<>();

    @Override
    public Integer call() {
        properties.forEach(System::setProperty);
        List<Path> named = files.isEmpty() ? List.of(Home.configuration()) : files;
        CheckReport report = ConfigCheck.run(named, balancers, new ConfigCheck.Options(strict, here, Instant.now()));
        PrintWriter out = spec.commandLine().getOut();
        out.print(json ? report.json() : report.text());
        out.flush();
        return report.exitCode();
    }
}
