package dev.sluice.tests.suite;

import dev.sluice.tests.suite.Claims.Claim;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the tests of a run have proved. The recorder of the tests leaves a line per claim and test; a claim is proved by a test
 * that passed, whichever its parameters, and that read from a live node.
 */
public final class Proofs {
    private static final int WORDS = 4;

    private final Map<String, Map<String, Trial>> trials = new LinkedHashMap<>();

    /** Where the recorder writes, below the output directory of the tests. */
    public static Path folder(Path target) {
        return target.resolve("proofs");
    }

    /** The line for one claim and one run of a test. */
    public static String line(String claim, String test, boolean passed, long octets) {
        return String.join("\t", claim, test, passed ? "passed" : "failed", Long.toString(octets)) + "\n";
    }

    /** Removes what earlier runs have proved. */
    static void forget(Path target) throws IOException {
        for (var file : files(folder(target))) {
            Files.delete(file);
        }
    }

    /** Reads everything below a folder. */
    static Proofs read(Path folder) throws IOException {
        var proofs = new Proofs();
        for (var file : files(folder)) {
            Files.readString(file).lines().forEach(proofs::add);
        }
        return proofs;
    }

    /** All runs of one test, added up. */
    private static final class Trial {
        private boolean failed;
        private long octets;

        boolean proves() {
            return !failed && octets > 0;
        }
    }

    private void add(String line) {
        var words = line.split("\t");
        if (words.length != WORDS) {
            throw new IllegalArgumentException("no line of a proof: " + line);
        }
        var trial = trials.computeIfAbsent(words[0], id -> new LinkedHashMap<>()).computeIfAbsent(words[1], test -> new Trial());
        // the last try counts: a test that fails in the end is a failure of the run anyway
        trial.failed = !words[2].equals("passed");
        trial.octets += Long.parseLong(words[3]);
    }

    /** Whether a claim is proved. */
    boolean proves(String id) {
        return trials.getOrDefault(id, Map.of()).values().stream().anyMatch(Trial::proves);
    }

    /** The claims without proof, each with the reason. */
    List<String> lost(Claims claims) {
        return claims.list().stream().filter(claim -> !proves(claim.id()))
                .map(claim -> claim.id() + " (" + claim.title() + "): " + reason(claim.id())).toList();
    }

    /** Adds every claim that has lost its proof to the failures of a complete run. */
    void fail(Results results) {
        for (var claims : Claims.values()) {
            lost(claims).forEach(claim -> results.fail("no proof of " + claim));
        }
    }

    private String reason(String id) {
        var tried = trials.getOrDefault(id, Map.of());
        if (tried.isEmpty()) {
            return "no test with this id ran";
        }
        var reasons = new ArrayList<String>();
        tried.forEach((test, trial) -> reasons.add(test + (trial.failed ? " failed" : " read nothing from a node")));
        return String.join(", ", reasons);
    }

    /** Prints how many claims are proved, per area and together. */
    void print(PrintStream out) {
        for (var claims : Claims.values()) {
            out.println();
            out.println(claims.title() + " by a test that read from a live node:");
            var areas = new LinkedHashMap<String, List<Claim>>();
            claims.list().forEach(claim -> areas.computeIfAbsent(claim.area(), area -> new ArrayList<>()).add(claim));
            if (claims == Claims.SETTINGS) {
                out.printf("  %-16s%12s%14s%13s%n", "", "act", "say why not", "not yet");
                areas.forEach((area, list) -> printSettings(out, area, list));
                printSettings(out, "together", claims.list());
                continue;
            }
            if (claims == Claims.ROWS) {
                areas.forEach((area, list) -> print(out, area, list));
            }
            print(out, "together", claims.list());
        }
    }

    /** Settings that act, those that have no effect here and say why, and those that have none yet are counted apart. */
    private void printSettings(PrintStream out, String area, List<Claim> claims) {
        var line = new StringBuilder(String.format("  %-16s", area));
        for (var title : List.of(Claims.ACTS, Claims.WHY_NOT, Claims.LATER)) {
            var some = claims.stream().filter(claim -> claim.title().equals(title)).toList();
            long proved = some.stream().filter(claim -> proves(claim.id())).count();
            line.append(some.isEmpty() ? "             " : String.format("%6d / %-4d", proved, some.size()));
        }
        out.println(line.toString().stripTrailing());
    }

    private void print(PrintStream out, String area, List<Claim> claims) {
        long proved = claims.stream().filter(claim -> proves(claim.id())).count();
        out.printf("  %-14s%4d / %d%n", area, proved, claims.size());
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
