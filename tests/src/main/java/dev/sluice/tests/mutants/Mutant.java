package dev.sluice.tests.mutants;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One line of the tree and what breaks it.
 *
 * @param id     name in the list
 * @param area   area of the protocol it belongs to
 * @param file   source file below the root of the tree
 * @param before the line as it is, without indentation; it is there exactly once
 * @param after  what takes its place
 * @param tests  classes, or methods as {@code Class#method}, that must notice
 */
public record Mutant(String id, String area, String file, String before, String after, List<String> tests) {

    private static final String RESOURCE = "mutants.txt";
    private static final int HEAD = 3;

    /** The list, in its order: blocks of a head (id, area, file), the line ({@code -}), its break ({@code +}) and tests ({@code ?}). */
    public static List<Mutant> all() throws IOException {
        try (InputStream in = Mutant.class.getResourceAsStream(RESOURCE)) {
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    static List<Mutant> parse(String text) {
        var mutants = new ArrayList<Mutant>();
        String[] head = null;
        String before = null;
        String after = null;
        for (var line : text.lines().toList()) {
            if (line.startsWith("- ")) {
                before = line.substring(2);
            } else if (line.startsWith("+")) {
                after = line.substring(1).strip();
            } else if (line.startsWith("? ")) {
                if (head == null || head.length != HEAD || before == null || after == null) {
                    throw new IllegalArgumentException("incomplete mutant before: " + line);
                }
                mutants.add(new Mutant(head[0], head[1], head[2], before, after, List.of(line.substring(2).split(" "))));
                head = null;
                before = null;
                after = null;
            } else if (!line.isBlank() && !line.startsWith("#")) {
                head = line.split(" ");
            }
        }
        return mutants;
    }

    /**
     * The whole broken source.
     *
     * @throws MissingLineException if the line is not there exactly once
     */
    String broken(Path tree) throws IOException {
        var lines = new ArrayList<>(Files.readAllLines(tree.resolve(file)));
        int found = -1;
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).strip().equals(before)) {
                if (found >= 0) {
                    throw new MissingLineException("more than once in " + file + ": " + before);
                }
                found = i;
            }
        }
        if (found < 0) {
            throw new MissingLineException("no such line in " + file + ": " + before);
        }
        lines.set(found, after);
        return String.join("\n", lines) + "\n";
    }

    /** The line to break is not in its file, or not once. */
    static final class MissingLineException extends IOException {
        private static final long serialVersionUID = 1L;

        MissingLineException(String message) {
            super(message);
        }
    }
}
