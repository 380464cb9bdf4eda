package dev.sluice.tests.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Medians of all rounds, as a table for people and as JSON for programs. */
final class Report {
    private static final String ROW = "%-8s %-6s %8s %12s %10s %9s %9s %10s %10s %10s%n";

    private final List<Measurement> all;

    Report(List<Measurement> all) {
        this.all = List.copyOf(all);
    }

    String table() {
        var text = new StringBuilder(String.format(ROW, "load", "server", "CPU us", "updates/s", "delivered", "p50 ms",
                "p99 ms", "CPU ratio", "p50 ratio", "p99 ratio"));
        for (var scenario : names(Measurement::scenario)) {
            for (var server : names(Measurement::server)) {
                text.append(String.format(Locale.ROOT, ROW, scenario, server,
                        number(median(scenario, server, Measurement::cpuMicros), 2),
                        number(median(scenario, server, Measurement::updatesPerSecond), 0),
                        number(100 * median(scenario, server, Measurement::delivered), 1) + " %",
                        number(median(scenario, server, Measurement::p50Micros) / 1000, 2),
                        number(median(scenario, server, Measurement::p99Micros) / 1000, 2),
                        ratio(scenario, server, Measurement::cpuMicros),
                        ratio(scenario, server, Measurement::p50Micros),
                        ratio(scenario, server, Measurement::p99Micros)));
            }
        }
        return text.append("CPU: of the server, in microseconds per delivered update; ratios are to the floor.\n").toString();
    }

    String json() {
        return all.stream().map(Report::json).collect(Collectors.joining(",\n  ", "[\n  ", "\n]\n"));
    }

    private static String json(Measurement one) {
        return String.format(Locale.ROOT, "{\"scenario\": \"%s\", \"server\": \"%s\", \"cpuMicros\": %.3f,"
                        + " \"updatesPerSecond\": %.1f, \"delivered\": %.4f, \"p50Micros\": %.0f, \"p99Micros\": %.0f,"
                        + " \"updatesPerFrame\": %.2f, \"lost\": %d}",
                one.scenario(), one.server(), one.cpuMicros(), one.updatesPerSecond(), one.delivered(), one.p50Micros(),
                one.p99Micros(), one.updatesPerFrame(), one.lost());
    }

    private List<String> names(Function<Measurement, String> name) {
        return all.stream().map(name).distinct().toList();
    }

    private String ratio(String scenario, String server, ToDoubleFunction<Measurement> figure) {
        return number(median(scenario, server, figure) / median(scenario, "floor", figure), 2);
    }

    private double median(String scenario, String server, ToDoubleFunction<Measurement> figure) {
        var sorted = all.stream().filter(one -> one.scenario().equals(scenario) && one.server().equals(server))
                .mapToDouble(figure).sorted().toArray();
        return sorted.length == 0 ? Double.NaN : (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private static String number(double value, int digits) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%,." + digits + "f", value) : "-";
    }
}
