package dev.sluice.tests.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./sluice bench}: node and floor in turn under the same load, or a node alone for another load client. */
@Command(name = "./sluice bench", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Measure the node against a floor: a bare broadcaster of prepared WebSocket frames.")
public final class BenchCommand implements Callable<Integer> {
    private static final String CLASS = "dev.sluice.tests.bench.";

    @Option(names = "--serve", arity = "2", paramLabel = "port",
            description = "Measure nothing: become a node with the adapter set BENCH. The first port is for clients, the"
                    + " second takes lines 'item payload'; both on 127.0.0.1.")
    private List<Integer> serve;

    @Option(names = "--scenarios", split = ",", defaultValue = "shared,burst,own", paramLabel = "name",
            description = "shared: ten items, evenly spread; burst: the ten at once; own: an item for each client"
                    + " (default: ${DEFAULT-VALUE}).")
    private List<String> scenarios;

    @Option(names = "--clients", defaultValue = "1000", paramLabel = "n", description = "Clients (default: ${DEFAULT-VALUE}).")
    private int clients;

    @Option(names = "--rounds", defaultValue = "3", paramLabel = "n",
            description = "Rounds, each with a fresh floor and a fresh node (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--seconds", defaultValue = "5", paramLabel = "s",
            description = "Length of a measured window (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--warmup", defaultValue = "10", paramLabel = "s",
            description = "Load before the first window of a process (default: ${DEFAULT-VALUE}).")
    private int warmupSeconds;

    @Option(names = "--out", paramLabel = "file", description = "Where the figures go as JSON (default: tests/target/bench).")
    private Path out;

    private final Path tree = Path.of(System.getProperty("sluice.home", "")).toAbsolutePath();

    public static void main(String[] args) {
        System.exit(new CommandLine(new BenchCommand())
                .setExecutionExceptionHandler((problem, command, words) -> {
                    command.getErr().println("bench: " + problem.getMessage());
                    return CommandLine.ExitCode.SOFTWARE;
                })
                .execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (serve != null) {
            new Serving(tree, serve.get(0)).run(serve.get(0), serve.get(1));
            return 0;
        }
        var loads = scenarios.stream().map(name -> Scenario.named(name, clients)).toList();
        var folder = Files.createDirectories(tree.resolve("tests/target/bench"));
        var all = new ArrayList<Measurement>();
        for (int round = 1; round <= rounds; round++) {
            System.out.println("Round " + round + " of " + rounds);
            all.addAll(measure("floor", Dialect.FLOOR, List.of(CLASS + "Floor"), folder, loads));
            all.addAll(measure("node", Dialect.NODE, List.of(CLASS + "BenchCommand", "--serve"), folder, loads));
        }
        var report = new Report(all);
        System.out.print("\n" + report.table());
        var file = out != null ? out : folder.resolve("bench-" + Instant.now().getEpochSecond() + ".json");
        Files.writeString(file, report.json());
        System.out.println("All figures: " + file);
        return all.stream().anyMatch(one -> one.lost() > 0) ? 1 : 0;
    }

    private List<Measurement> measure(String name, Dialect dialect, List<String> main, Path folder, List<Scenario> loads)
            throws IOException, InterruptedException {
        var measured = new ArrayList<Measurement>();
        try (var server = new ServerProcess(name, folder, main)) {
            int warmup = warmupSeconds;
            for (var load : loads) {
                measured.add(measure(name, dialect, server, load, warmup));
                warmup = Math.min(2, warmupSeconds);
            }
        }
        return measured;
    }

    private Measurement measure(String name, Dialect dialect, ServerProcess server, Scenario load, int warmup)
            throws IOException, InterruptedException {
        try (var client = new LoadClient(dialect, load, server.webSocketPort)) {
            client.connect();
            try (var publisher = new Publisher(load, server.ingressPort)) {
                TimeUnit.SECONDS.sleep(warmup);
                client.begin();
                double cpu = server.cpuSeconds();
                long start = System.nanoTime();
                TimeUnit.SECONDS.sleep(seconds);
                var window = client.window();
                double elapsed = (System.nanoTime() - start) / 1e9;
                var result = Measurement.of(name, load, window, elapsed, server.cpuSeconds() - cpu);
                System.out.printf("  %-6s %-7s %6.2f us, %9.0f updates/s, p99 %.1f ms%s%n", name, load.name(),
                        result.cpuMicros(), result.updatesPerSecond(), result.p99Micros() / 1000,
                        window.trouble().isEmpty() ? "" : ", " + window.lost() + " lost: " + window.trouble());
                return result;
            }
        }
    }
}
