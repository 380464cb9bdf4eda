package dev.sluice.server;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Reads the imports of the node and fails on an arrow between packages that is not drawn in the table of ARCHITECTURE.md. */
class LayersTest {

    /** What each package may use; besides, everybody may use {@code counters} and {@code node} may use everything. */
    private static final Map<String, Set<String>> ALLOWED = Map.ofEntries(
            entry("protocol", Set.of()),
            entry("diff", Set.of()),
            entry("config", Set.of()),
            entry("counters", Set.of()),
            entry("logging", Set.of("config")),
            entry("item", Set.of("protocol", "diff")),
            entry("subscription", Set.of("item", "protocol", "diff")),
            entry("message", Set.of("protocol")),
            entry("adapter", Set.of("item", "config", "protocol", "diff")),
            entry("session", Set.of("subscription", "message", "item", "protocol")),
            entry("cluster", Set.of("config")),
            entry("admission", Set.of("session", "cluster", "config", "protocol")),
            entry("request", Set.of("admission", "cluster", "session", "subscription", "message", "adapter", "item",
                    "config", "protocol", "diff")),
            entry("check", Set.of("check.cluster", "config", "adapter")),
            entry("check.cluster", Set.of("check.balancer", "config", "adapter")),
            entry("check.balancer", Set.of("config")),
            entry("transport", Set.of("request", "admission", "session", "config", "protocol")),
            entry("management", Set.of("session", "subscription", "item", "adapter", "config", "protocol")));
    private static final String EVERYBODY_USES = "counters";
    private static final String USES_EVERYTHING = "node";
    private static final Set<String> KNOWS_THE_PLATFORM = Set.of("transport", "management", "node");

    private static final Path SERVER = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    private static final Path ROOT = SERVER.getParent();
    private static final Path SOURCES = SERVER.resolve("src/main/java/dev/sluice/server");
    private static final Pattern USE = Pattern.compile("\\bdev\\.sluice\\.server\\.([a-z]+(?:\\.[a-z]+)*)\\.");
    private static final Pattern PLATFORM = Pattern.compile("\\bio\\.(vertx|netty)\\.");
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|//[^\\n]*", Pattern.DOTALL);
    private static final Pattern PACKAGE = Pattern.compile("(?m)^package [^;]*;");
    private static final Pattern QUOTED = Pattern.compile("`([^`\\n]+)`");
    private static final Pattern ROW = Pattern.compile("(?m)^\\|\\s*\\d\\s*\\|\\s*`?([\\w.]+)`?\\s*\\|[^|\\n]*\\|([^|\\n]*)\\|");
    private static final Pattern FILE = Pattern.compile("[\\w./-]+/[\\w.-]+\\.(java|xml|md|js|html|sh|py|txt)|[\\w-]+\\.(java|md)");
    private static final Pattern TYPE = Pattern.compile("(?:([a-z]+)\\.)?([A-Z][a-z0-9]+(?:[A-Z][a-z0-9]+)+)(?:[.#(].*)?");

    @Test
    void packagesUseOnlyWhatTheTableAllows() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Path file : sources()) {
            String from = packageOf(file);
            if (!from.equals(USES_EVERYTHING) && !ALLOWED.containsKey(from)) {
                wrong.add(file.getFileName() + ": package " + from + " is not in the table");
                continue;
            }
            for (String to : uses(file)) {
                if (!allowed(from, to)) {
                    wrong.add(from + " -> " + to + " in " + file.getFileName());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void packagesHaveNoCycles() throws IOException {
        Map<String, Set<String>> arrows = new TreeMap<>();
        for (Path file : sources()) {
            arrows.computeIfAbsent(packageOf(file), from -> new TreeSet<>()).addAll(uses(file));
        }
        boolean shrinking = true;
        while (shrinking) {
            Set<String> open = arrows.keySet();
            shrinking = arrows.entrySet().removeIf(arrow -> arrow.getValue().stream().noneMatch(open::contains));
        }
        assertThat(arrows).as("packages on or above a cycle").isEmpty();
    }

    @Test
    void platformIsKnownOnlyWhereItMayBe() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Path file : sources()) {
            if (!KNOWS_THE_PLATFORM.contains(packageOf(file)) && PLATFORM.matcher(code(file)).find()) {
                wrong.add(SOURCES.relativize(file).toString());
            }
        }
        assertThat(wrong).as("files outside transport, management and node that use Vert.x or Netty").isEmpty();
    }

    @Test
    void everyPackageSaysWhatItIs() throws IOException {
        Set<Path> silent = sources().stream().map(Path::getParent)
                .filter(folder -> !Files.exists(folder.resolve("package-info.java"))).collect(Collectors.toSet());
        assertThat(silent).as("packages without package-info").isEmpty();
    }

    @Test
    void architectureNamesOnlyWhatExists() throws IOException {
        Path page = ROOT.resolve("ARCHITECTURE.md");
        Set<String> types = typesOfTheTree();
        List<String> missing = new ArrayList<>();
        Matcher quoted = QUOTED.matcher(Files.readString(page));
        while (quoted.find()) {
            String text = quoted.group(1);
            Matcher type = TYPE.matcher(text);
            if (FILE.matcher(text).matches()) {
                if (!fileExists(text, types)) {
                    missing.add(text);
                }
            } else if (type.matches() && !types.contains(type.group(2))) {
                missing.add(text);
            }
        }
        assertThat(missing).as("files and types named by ARCHITECTURE.md that do not exist").isEmpty();
    }

    @Test
    void tableOfArchitectureIsTheTableOfThisTest() throws IOException {
        Path page = ROOT.resolve("ARCHITECTURE.md");
        Map<String, Set<String>> drawn = new TreeMap<>();
        Matcher row = ROW.matcher(Files.readString(page));
        while (row.find()) {
            if (ALLOWED.containsKey(row.group(1))) {
                drawn.put(row.group(1), Pattern.compile("[\\w.]+").matcher(row.group(2)).results().map(word -> word.group())
                        .filter(word -> ALLOWED.containsKey(word) && !word.equals(EVERYBODY_USES))
                        .collect(Collectors.toCollection(TreeSet::new)));
            }
        }
        assertThat(drawn).isEqualTo(new TreeMap<>(ALLOWED));
    }

    private static boolean allowed(String from, String to) {
        return from.equals(USES_EVERYTHING) || to.equals(EVERYBODY_USES) || ALLOWED.get(from).contains(to);
    }

    private static boolean fileExists(String name, Set<String> types) {
        return Files.exists(ROOT.resolve(name)) || Files.exists(SOURCES.resolve(name))
                || name.endsWith(".java") && types.contains(name.substring(name.lastIndexOf('/') + 1, name.length() - 5));
    }

    private static Set<String> typesOfTheTree() throws IOException {
        Set<String> types = new TreeSet<>();
        for (String module : List.of("server", "adapters", "adapters-api", "tests")) {
            Path folder = ROOT.resolve(module).resolve("src");
            if (Files.isDirectory(folder)) {
                javaFiles(folder).forEach(file -> types.add(file.getFileName().toString().replace(".java", "")));
            }
        }
        return types;
    }

    private static Set<String> uses(Path file) throws IOException {
        Set<String> used = new TreeSet<>();
        Matcher matcher = USE.matcher(code(file));
        while (matcher.find()) {
            used.add(matcher.group(1));
        }
        used.remove(packageOf(file));
        return used;
    }

    private static String packageOf(Path file) {
        return SOURCES.relativize(file.getParent()).toString().replace('/', '.');
    }

    private static String code(Path file) throws IOException {
        return PACKAGE.matcher(COMMENT.matcher(Files.readString(file)).replaceAll("")).replaceAll("");
    }

    private static List<Path> sources() {
        return javaFiles(SOURCES);
    }

    private static List<Path> javaFiles(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
