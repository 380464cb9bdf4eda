package dev.sluice.server.config;

import dev.sluice.server.config.ConfigProblem.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The file {@code edition_conf} names. Nothing in it has an effect; what it says is told, and so is that it cannot be read. */
final class EditionFile {
    private static final int MAX_BYTES = 1 << 20;

    private final Path file;
    private final List<ConfigProblem> findings = new ArrayList<>();

    private EditionFile(Path file) {
        this.file = file;
    }

    /** Findings about the file the root names; none when it names none, or one that does not exist. */
    static List<ConfigProblem> read(ConfigNode root, Path confDir, VariableExpansion variables) {
        ConfigNode named = root.elements.stream().filter(e -> e.name.equals("edition_conf") && e.value != null).findFirst().orElse(null);
        if (named == null || !Files.isRegularFile(confDir.resolve(named.value))) {
            return List.of();
        }
        EditionFile edition = new EditionFile(confDir.resolve(named.value).normalize());
        edition.read(variables);
        return edition.findings;
    }

    private void read(VariableExpansion variables) {
        Problems problems = new Problems(file.toString());
        ConfigNode root = null;
        try {
            if (Files.size(file) > MAX_BYTES) {
                problems.unreadable(0, 0, "larger than " + MAX_BYTES + " bytes", "");
            } else {
                root = new TreeReader(problems).read(Files.readAllBytes(file));
            }
        } catch (IOException e) {
            problems.unreadable(0, 0, "cannot be read", "check its permissions");
        }
        for (ConfigProblem problem : problems.all()) {
            findings.add(new ConfigProblem(Severity.WARN, problem.file(), problem.line(), problem.column(), "", "", problem.reason(),
                    "nothing depends on this file here, but Lightstreamer Server would not start with it", ""));
        }
        if (root != null) {
            variables.expand(root);
            values(root);
        }
    }

    private void values(ConfigNode node) {
        List<ConfigNode> leaves = new ArrayList<>(node.attributes.stream().filter(a -> !VariableExpansion.isPrefix(a)).toList());
        if (node.elements.isEmpty()) {
            leaves.add(node);
        }
        for (ConfigNode leaf : leaves) {
            if (leaf.value != null) {
                findings.add(new ConfigProblem(Severity.INFO, file.toString(), leaf.line, leaf.column, leaf.path(),
                        leaf.name.contains("password") ? "***" : leaf.value.strip().replaceAll("\\s+", " "),
                        "has no effect: there are no licences, every feature is on", "", ""));
            }
        }
        node.elements.forEach(this::values);
    }
}
