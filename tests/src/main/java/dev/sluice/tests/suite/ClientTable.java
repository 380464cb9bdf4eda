package dev.sluice.tests.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The table of README that says what was shown with which official client: a row per client, a column per kind of scenario, in each
 * cell how many passed, one number when it is the same over all transports.
 */
final class ClientTable {
    private static final String BEGIN = "<!-- clients: made by ./sluice test -->\n";
    private static final String END = "<!-- /clients -->\n";
    private static final List<String> TRANSPORTS = List.of("WS-STREAMING", "HTTP-STREAMING", "WS-POLLING", "HTTP-POLLING");

    private final Path tree;
    /** Client, then kind of scenario, then transport. */
    private final Map<String, Map<String, Map<String, Integer>>> passed = new TreeMap<>();
    private final TreeSet<String> kinds = new TreeSet<>();

    private ClientTable(Path tree) {
        this.tree = tree;
    }

    private static Path shown(Path tree) {
        return tree.resolve("tests/target/clients/shown.tsv");
    }

    private Path draft() {
        return shown(tree).resolveSibling("table.md");
    }

    /** Removes what earlier runs have shown. */
    static void forget(Path tree) throws IOException {
        Files.deleteIfExists(shown(tree));
    }

    /** What this run has shown. */
    static ClientTable read(Path tree) throws IOException {
        var table = new ClientTable(tree);
        if (Files.exists(shown(tree))) {
            for (var line : Files.readAllLines(shown(tree))) {
                var cells = line.split("\t");
                var kind = words(cells[2]);
                table.kinds.add(kind);
                table.passed.computeIfAbsent(cells[0], client -> new TreeMap<>()).computeIfAbsent(kind, k -> new LinkedHashMap<>())
                        .merge(cells[1], 1, Integer::sum);
            }
        }
        return table;
    }

    /** Writes the table beside the reports, and fails the run when README says something else about a client of this run. */
    void check(Results results) throws IOException {
        var lines = lines();
        Files.createDirectories(draft().getParent());
        Files.write(draft(), lines);
        var readme = Files.readString(tree.resolve("README.md"));
        int begin = readme.indexOf(BEGIN);
        int end = readme.indexOf(END);
        if (begin < 0 || end < begin) {
            System.out.println("README.md has no client table yet; " + draft() + " has what it should say");
            return;
        }
        var told = readme.substring(begin + BEGIN.length(), end).lines().toList();
        for (var line : lines) {
            if (!told.contains(line)) {
                results.fail("README.md: the client table does not say what this run has shown; " + draft() + " has: " + line);
                return;
            }
        }
    }

    private List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add("| client | " + String.join(" | ", kinds) + " |");
        lines.add("|---".repeat(kinds.size() + 1) + "|");
        passed.forEach((client, cells) -> {
            var row = new StringBuilder("| " + client);
            kinds.forEach(kind -> row.append(" | ").append(cell(cells.getOrDefault(kind, Map.of()))));
            lines.add(row + " |");
        });
        return lines;
    }

    private static String cell(Map<String, Integer> byTransport) {
        var numbers = TRANSPORTS.stream().map(transport -> Integer.toString(byTransport.getOrDefault(transport, 0))).toList();
        return numbers.stream().distinct().count() == 1 ? numbers.get(0) : String.join("/", numbers);
    }

    private static String words(String testClass) {
        return testClass.replaceFirst("Test$", "").replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase();
    }
}
