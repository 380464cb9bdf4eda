package dev.sluice.tests.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The table of README that says what was shown with which official client: a row per client, a column per transport, in each cell the
 * kinds of behaviour, which are the test classes of the clients.
 */
final class ClientTable {
    private static final String BEGIN = "<!-- clients: made by ./sluice test -->\n";
    private static final String END = "<!-- /clients -->\n";
    private static final List<String> TRANSPORTS = List.of("WS-STREAMING", "HTTP-STREAMING", "WS-POLLING", "HTTP-POLLING");

    private final Path tree;
    /** Client, then transport, then kinds of behaviour. */
    private final Map<String, Map<String, TreeSet<String>>> shown = new TreeMap<>();
    private final TreeSet<String> kinds = new TreeSet<>();

    private ClientTable(Path tree) {
        this.tree = tree;
    }

    private static Path source(Path tree) {
        return tree.resolve("tests/target/clients/shown.tsv");
    }

    /** Removes what earlier runs have shown. */
    static void forget(Path tree) throws IOException {
        Files.deleteIfExists(source(tree));
    }

    /** What this run has shown. */
    static ClientTable read(Path tree) throws IOException {
        var table = new ClientTable(tree);
        if (Files.exists(source(tree))) {
            for (var line : Files.readAllLines(source(tree))) {
                var cells = line.split("\t");
                var kind = words(cells[2]);
                table.kinds.add(kind);
                table.shown.computeIfAbsent(cells[0], client -> new TreeMap<>())
                        .computeIfAbsent(cells[1], transport -> new TreeSet<>()).add(kind);
            }
        }
        return table;
    }

    /**
     * Writes the table beside the reports. README has the one of a run without {@code --all}, which fails when README says something
     * else.
     */
    void check(Results results, boolean all) throws IOException {
        var draft = source(tree).resolveSibling(all ? "table-all.md" : "table.md");
        var made = String.join("\n", lines()) + "\n";
        Files.createDirectories(draft.getParent());
        Files.writeString(draft, made);
        if (!all && !Files.readString(tree.resolve("README.md")).contains(BEGIN + made + END)) {
            results.fail("README.md: the client table is not what this run has shown, which is in " + tree.relativize(draft)
                    + "; put that between " + BEGIN.strip() + " and " + END.strip());
        }
    }

    private List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add("| client | " + String.join(" | ", TRANSPORTS) + " |");
        lines.add("|---".repeat(TRANSPORTS.size() + 1) + "|");
        shown.forEach((client, cells) -> {
            var row = new StringBuilder("| " + client);
            TRANSPORTS.forEach(transport -> row.append(" | ").append(cell(cells.getOrDefault(transport, new TreeSet<>()))));
            lines.add(row + " |");
        });
        lines.add("");
        lines.add("all: " + String.join(", ", kinds));
        return lines;
    }

    private String cell(TreeSet<String> here) {
        var missing = new TreeSet<>(kinds);
        missing.removeAll(here);
        if (here.isEmpty()) {
            return "–";
        }
        return missing.isEmpty() ? "all" : "all but " + String.join(", ", missing);
    }

    private static String words(String testClass) {
        return testClass.replaceFirst("Test$", "").replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase();
    }
}
